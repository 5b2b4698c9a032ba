// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.persistence.writer.Batch;
import io.ringtail.persistence.writer.EntrySink;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Applies the retractions of a batch, behind the rows of its messages.
 *
 * <p>Owner: the store writer. Allocates: per retraction.
 */
final class RetractionSink implements EntrySink {
  private final ArchiveRetraction retraction;
  private final MessageEntry entry = new MessageEntry();

  RetractionSink(final ArchiveRetraction retraction) {
    this.retraction = retraction;
  }

  @Override
  public void write(
      final Connection connection,
      final Batch batch,
      final int from,
      final int to,
      final boolean mayRepeat)
      throws SQLException {
    for (int i = from; i < to; i++) {
      if (batch.type(i) == EntryType.MESSAGE
          && Views.has(entry.wrap(batch.buffer(), batch.start(i)).views(), Views.RETRACTION)) {
        retraction.apply(connection, entry);
      }
    }
  }
}
