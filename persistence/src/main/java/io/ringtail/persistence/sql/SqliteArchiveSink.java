// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.persistence.writer.Batch;
import io.ringtail.persistence.writer.EntrySink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Archive rows into SQLite; whether they are new makes no difference there.
 *
 * <p>Owner: the store writer. Allocates: per row.
 */
final class SqliteArchiveSink implements EntrySink {
  private static final String INSERT =
      "INSERT INTO " + ArchiveRow.COLUMNS + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";

  private final ArchiveRow row = new ArchiveRow();

  @Override
  public void write(
      final Connection connection,
      final Batch batch,
      final int from,
      final int to,
      final boolean mayRepeat)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = from; i < to; i++) {
        if (row.wrap(batch, i)) {
          final MessageEntry entry = row.entry();
          insert.setLong(1, entry.id());
          insert.setLong(2, entry.sender());
          insert.setLong(3, entry.recipient());
          insert.setInt(4, row.visible());
          insert.setString(5, row.senderJid());
          insert.setString(6, row.recipientJid());
          insert.setBytes(7, row.stanza());
          insert.executeUpdate();
        }
      }
    }
  }
}
