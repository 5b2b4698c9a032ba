// SPDX-License-Identifier: Apache-2.0
/**
 * The stores in SQL. The same statements run on both databases ({@code CommonSql}); what differs is
 * how a connection is come by:
 *
 * <pre>
 * virtual thread ─► store ─► Connections ┬► SqliteConnections ─► lane: 1 writing thread, n reading
 *                                        └► PostgresConnections ─► HikariCP pool
 * </pre>
 *
 * <p>Every call ends within the configured time-outs, with an answer or a {@code StoreException}.
 * {@code UNAVAILABLE} means that nothing was changed, but for one case: the connection broke or the
 * time ran out during the commit itself, which may have gone through. Whoever tries again must bear
 * that (a second {@code create} then finds the name taken).
 *
 * <p>To change the schema add one file {@code V<n>__….sql} to each folder below {@code
 * resources/db}, never touch an older one, and raise {@code Schema.CURRENT}.
 */
package io.ringtail.persistence.sql;
