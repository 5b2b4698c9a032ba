// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The transaction of one step, as of an erasure: it looks for what there is to do, takes the lock
 * if there is anything, and changes rows.
 *
 * <p>Owner: the thread that has the connection. Allocates: never.
 */
interface StepTransaction {
  /** For the next statement. */
  Connection connection() throws SQLException;

  /** Before any row is changed, as retractions do: the words' position. */
  void lock() throws SQLException;
}
