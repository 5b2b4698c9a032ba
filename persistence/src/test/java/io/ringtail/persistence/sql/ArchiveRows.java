// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;

/**
 * Writes archived messages into a database one by one, for tests of how they are read.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class ArchiveRows {
  private static final String INSERT =
      "INSERT INTO archive (id, sender, recipient, visible, sender_jid, recipient_jid, stanza)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final ArchiveIds ids = new ArchiveIds(0, 0);
  private final DataSource source;
  private final ArchiveRetraction retraction;

  ArchiveRows(final DataSource source, final WordIndex words) {
    this.source = source;
    this.retraction = new ArchiveRetraction(words);
  }

  /** Makes room for every id, where rows lie in partitions. */
  void partition() {
    run(c -> Jdbc.update(c, "CREATE TABLE archive_rows PARTITION OF archive DEFAULT"));
  }

  long nextId() {
    return ids.next(1_800_000_000_000L);
  }

  void add(final byte[] bytes) {
    run(connection -> add(connection, new MessageEntry().wrap(bytes, 0)));
  }

  private int add(final Connection connection, final MessageEntry entry) throws SQLException {
    final int visible = entry.views() & (Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT);
    if (visible == 0) {
      return 0;
    }
    Jdbc.update(
        connection,
        INSERT,
        entry.id(),
        entry.sender(),
        entry.recipient(),
        visible,
        bare(entry.buffer(), entry.fromStart(), entry.fromEnd()),
        bare(entry.buffer(), entry.toStart(), entry.toEnd()),
        Arrays.copyOfRange(entry.buffer(), entry.stanzaStart(), entry.stanzaEnd()));
    if (Views.has(entry.views(), Views.RETRACTION)) {
      retraction.apply(connection, entry);
    }
    return 1;
  }

  private static String bare(final byte[] bytes, final int start, final int end) {
    return Jid.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8))
        .bare()
        .toString();
  }

  private void run(final SqlWork<Integer> work) {
    try (Connection connection = source.getConnection()) {
      work.run(connection);
    } catch (final SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
