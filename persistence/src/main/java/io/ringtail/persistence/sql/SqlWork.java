// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Statements that run on one connection in one transaction; may run again when the database chose
 * the transaction as the victim of a deadlock.
 *
 * <p>Owner: the thread that has the connection. Allocates: per call.
 */
interface SqlWork<T> {
  T run(Connection connection) throws SQLException;
}
