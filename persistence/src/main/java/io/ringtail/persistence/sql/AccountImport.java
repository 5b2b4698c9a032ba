// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.AccountStore.NewAccount;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The database's fastest way to insert many accounts, passing over names that are taken.
 *
 * <p>Owner: the thread that has the connection. Allocates: per call.
 */
interface AccountImport {
  /** Returns how many were inserted. */
  long insert(Connection connection, List<NewAccount> batch) throws SQLException;
}
