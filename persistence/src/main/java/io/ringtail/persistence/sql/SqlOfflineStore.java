// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.OfflineStore;
import java.util.List;

/**
 * Offline messages in the table {@code offline_message}, which the store writer fills and empties.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlOfflineStore implements OfflineStore {
  private final Connections connections;

  SqlOfflineStore(final Connections connections) {
    this.connections = connections;
  }

  @Override
  public int count(final long account) {
    return connections.read(
        connection ->
            Jdbc.first(connection, CommonSql.COUNT_OFFLINE, row -> row.getInt(1), account)
                .orElse(0));
  }

  @Override
  public List<Kept> load(
      final long account, final long afterId, final int atMost, final int atMostBytes) {
    final List<Kept> found =
        connections.read(
            connection ->
                Jdbc.all(
                    connection,
                    CommonSql.LOAD_OFFLINE,
                    row ->
                        new Kept(
                            row.getLong(1), row.getInt(2) != 0, row.getLong(3), row.getBytes(4)),
                    account,
                    afterId,
                    atMost));
    int bytes = 0;
    int fitting = 0;
    while (fitting < found.size()
        && (fitting == 0 || bytes + found.get(fitting).stanza().length <= atMostBytes)) {
      bytes += found.get(fitting++).stanza().length;
    }
    return found.subList(0, fitting);
  }
}
