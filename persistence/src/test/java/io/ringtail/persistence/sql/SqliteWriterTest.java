// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The store writer on SQLite.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
final class SqliteWriterTest extends OfflineRowsContract {
  private SqliteSettings settings() {
    final SqliteSettings usual = SqliteSettings.in(scratch);
    return new SqliteSettings(
        usual.file(),
        usual.synchronous(),
        usual.readers(),
        usual.waiting(),
        Duration.ofMillis(50),
        usual.callTimeout());
  }

  @Override
  Database openDatabase() {
    return Database.open(settings());
  }

  @Override
  DataSource beside() {
    final SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(10_000);
    final SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + settings().file());
    return source;
  }

  @Override
  void refuseRowsOf(final long sender) {
    execute(
        "CREATE TRIGGER wicked BEFORE INSERT ON archive WHEN NEW.sender = "
            + sender
            + " BEGIN SELECT RAISE(ABORT, 'wicked'); END");
  }

  @Test
  void shouldWaitWhileAnotherProcessHasTheFileLocked() throws SQLException {
    begin();
    final List<Long> sent = new ArrayList<>(appendMessages(10));
    awaitWritten();
    try (Connection other = beside().getConnection()) {
      Jdbc.update(other, "BEGIN IMMEDIATE");
      sent.addAll(appendMessages(10));
      while (counted("writer.retries") < 2) {
        Thread.onSpinWait();
      }
      Jdbc.update(other, "ROLLBACK");
    }
    awaitWritten();
    assertEquals(sent, archived());
  }
}
