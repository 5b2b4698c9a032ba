// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.InboxStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The database's fastest way to write many conversations, each key once, where an older row never
 * replaces a newer one and rows of accounts that are gone are passed over.
 *
 * <p>Owner: the thread that has the connection. Allocates: per call.
 */
interface InboxWrite {
  void write(Connection connection, List<InboxStore.Row> rows) throws SQLException;
}
