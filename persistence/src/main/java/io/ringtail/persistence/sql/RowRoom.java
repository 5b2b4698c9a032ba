// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.persistence.writer.BatchStore;

/**
 * Makes sure that the tables can hold rows with the ids of a batch.
 *
 * <p>Owner: the store writer. Allocates: when there is something to make.
 */
interface RowRoom {
  /** Rows go anywhere. */
  RowRoom ANYWHERE =
      new RowRoom() {
        @Override
        public void make(final Connections connections, final BatchStore.Part part) {
          // one table for all
        }

        @Override
        public void forget() {
          // nothing is remembered
        }
      };

  /** Before a transaction with these entries. */
  void make(Connections connections, BatchStore.Part part);

  /** Something failed: look again next time. */
  void forget();
}
