// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.PrivateStore;
import java.util.Optional;

/**
 * Private XML in the table {@code private_xml}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlPrivateStore implements PrivateStore {
  private final Connections connections;

  SqlPrivateStore(final Connections connections) {
    this.connections = connections;
  }

  @Override
  public Optional<byte[]> load(final long account, final String name, final String namespace) {
    return connections.read(
        connection ->
            Jdbc.first(
                connection,
                CommonSql.LOAD_PRIVATE,
                row -> row.getBytes(1),
                account,
                namespace,
                name));
  }

  @Override
  public void store(
      final long account, final String name, final String namespace, final byte[] element) {
    connections.writeUnlessGone(
        0,
        connection ->
            Jdbc.update(connection, CommonSql.STORE_PRIVATE, namespace, name, element, account));
  }
}
