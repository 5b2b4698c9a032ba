// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.OfflineEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.persistence.writer.Batch;
import io.ringtail.persistence.writer.EntrySink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Rows of offline messages: in when nobody can take them, out when a device has. Both are safe to
 * repeat, and a removed account has none.
 *
 * <p>Owner: the store writer. Allocates: per row.
 */
final class OfflineSink implements EntrySink {
  private static final String INSERT =
      "INSERT INTO offline_message (account, id, archived, received_at, stanza)"
          + " SELECT number, ?, ?, ?, ? FROM account WHERE number = ? ON CONFLICT DO NOTHING";
  private static final String DELETE = "DELETE FROM offline_message WHERE account = ? AND id = ?";

  private final MessageEntry message = new MessageEntry();

  @Override
  public void write(
      final Connection connection,
      final Batch batch,
      final int from,
      final int to,
      final boolean mayRepeat)
      throws SQLException {
    if (!concerns(batch, from, to)) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT);
        PreparedStatement delete = connection.prepareStatement(DELETE)) {
      for (int i = from; i < to; i++) {
        if (isTaken(batch, i)) {
          delete.setLong(1, OfflineEntry.account(batch.buffer(), batch.start(i)));
          delete.setLong(2, OfflineEntry.message(batch.buffer(), batch.start(i)));
          delete.executeUpdate();
        } else if (isKept(batch, i)) {
          insert(insert);
        }
      }
    }
  }

  private boolean concerns(final Batch batch, final int from, final int to) {
    for (int i = from; i < to; i++) {
      if (isTaken(batch, i) || isKept(batch, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTaken(final Batch batch, final int entry) {
    return batch.type(entry) == EntryType.OFFLINE_TAKEN;
  }

  private boolean isKept(final Batch batch, final int entry) {
    return batch.type(entry) == EntryType.MESSAGE
        && Views.has(message.wrap(batch.buffer(), batch.start(entry)).views(), Views.OFFLINE);
  }

  private void insert(final PreparedStatement insert) throws SQLException {
    insert.setLong(1, message.id());
    insert.setInt(2, Views.has(message.views(), Views.ARCHIVE_RECIPIENT) ? 1 : 0);
    insert.setLong(3, message.receivedAtMs());
    insert.setBytes(
        4, Arrays.copyOfRange(message.buffer(), message.stanzaStart(), message.stanzaEnd()));
    insert.setLong(5, message.recipient());
    insert.executeUpdate();
  }
}
