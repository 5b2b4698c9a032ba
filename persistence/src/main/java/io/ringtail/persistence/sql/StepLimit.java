// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How a database ends what takes too long in a step of the upkeep.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
interface StepLimit {
  /** SQLite: one writer at a time, and whoever waits for it does so with a limit of its own. */
  StepLimit NONE =
      new StepLimit() {
        @Override
        public void set(final Connection connection, final long leftMs) {}

        @Override
        public boolean isReached(final StoreException failure) {
          return false;
        }
      };

  /** The next statements of this transaction take no longer than this each, waiting included. */
  void set(Connection connection, long leftMs) throws SQLException;

  /** Whether that is why a step failed. */
  boolean isReached(StoreException failure);
}
