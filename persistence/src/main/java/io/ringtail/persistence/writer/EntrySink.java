// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * One view's rows: turns the entries of a batch into statements, in the transaction that also holds
 * the journal's position. It sees every batch in order and once, but for one case: a transaction
 * that failed is run again, maybe cut in parts, so nothing may be remembered between calls.
 *
 * <p>Owner: the thread that writes. Allocates: per batch.
 */
public interface EntrySink {
  /**
   * Writes what the entries {@code from} to {@code to} (exclusive) mean for this view.
   *
   * @param mayRepeat some rows may be there already: a write before failed for its data. False: the
   *     rows are new, so the fastest way will do
   */
  void write(Connection connection, Batch batch, int from, int to, boolean mayRepeat)
      throws SQLException;
}
