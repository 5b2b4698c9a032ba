// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringtail.persistence.sql.SqliteSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged node after its machine has lost power and the time: the journal ends before the
 * database, and the clock shows an earlier hour than either.
 */
class ClockSetBackIT {
  /** An hour of ids: microseconds, and eight bits of the node. */
  private static final long HOUR = 3_600_000_000L << 8;

  private final InboxTalk talk = new InboxTalk();
  @TempDir private Path folder;

  @Test
  void shouldArchiveAndCountWhatIsSentAlthoughTheDatabaseIsAheadOfTheClock() throws Exception {
    talkOnce(true);
    execute("UPDATE archive SET id = id + " + HOUR);
    execute("UPDATE journal_position SET id = id + " + HOUR);

    talkOnce(false);

    assertEquals(talk.sent(), count("archive"));
    assertEquals(0, count("journal_parked"));
    try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG)) {
      assertEquals(talk.sent(), InboxTalk.unread(node));
    }
  }

  private void talkOnce(final boolean first) throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, InboxTalk.CONFIG)) {
      if (first) {
        node.register("romeo", "juliet");
      }
      try (TextClient juliet = InboxTalk.login(node, "juliet")) {
        talk.answeredBurst(juliet);
      }
    }
  }

  private void execute(final String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private long count(final String table) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:sqlite:" + SqliteSettings.in(folder.resolve("data")).file());
  }
}
