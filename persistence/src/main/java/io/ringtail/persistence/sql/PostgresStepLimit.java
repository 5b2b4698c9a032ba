// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * PostgreSQL ends a statement that runs or waits for a lock for too long; both limits end with the
 * transaction.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class PostgresStepLimit implements StepLimit {
  private static final String SET =
      "SELECT set_config('statement_timeout', ?, true), set_config('lock_timeout', ?, true)";

  @Override
  public void set(final Connection connection, final long leftMs) throws SQLException {
    final String limit = Long.toString(Math.max(1, leftMs)); // 0 would be none
    Jdbc.first(connection, SET, row -> row.getString(1), limit, limit);
  }

  @Override
  public boolean isReached(final StoreException failure) {
    return PostgresFailures.isTimedOut(failure);
  }
}
