// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.Views;
import io.ringtail.persistence.writer.Batch;
import io.ringtail.persistence.writer.EntrySink;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Applies the retractions of a batch, behind its archive rows: what is taken back may be among
 * them. The same again finds the tombstone and changes nothing.
 *
 * <p>Owner: the store writer. Allocates: per retraction.
 */
final class RetractionSink implements EntrySink {
  private final ArchiveRow row = new ArchiveRow();
  private final ArchiveRetraction retraction;

  RetractionSink(final WordIndex words) {
    this.retraction = new ArchiveRetraction(words);
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
      if (row.wrap(batch, i) && Views.has(row.entry().views(), Views.RETRACTION)) {
        retraction.apply(connection, row.entry());
      }
    }
  }
}
