// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.LastActivityStore;
import java.util.Optional;

/**
 * Ends of last sessions in the table {@code last_activity}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlLastActivityStore implements LastActivityStore {
  private final Connections connections;

  SqlLastActivityStore(final Connections connections) {
    this.connections = connections;
  }

  @Override
  public Optional<LastActivity> load(final long account) {
    return connections.read(
        connection ->
            Jdbc.first(
                connection,
                CommonSql.LOAD_LAST_ACTIVITY,
                row -> new LastActivity(row.getLong(1), row.getString(2)),
                account));
  }

  @Override
  public void store(final long account, final LastActivity activity) {
    connections.writeUnlessGone(
        0,
        connection ->
            Jdbc.update(
                connection,
                CommonSql.STORE_LAST_ACTIVITY,
                activity.epochSeconds(),
                activity.status(),
                account));
  }
}
