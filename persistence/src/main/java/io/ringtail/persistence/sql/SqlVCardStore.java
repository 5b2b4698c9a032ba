// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.VCardStore;
import java.util.Optional;

/**
 * vCards in the table {@code vcard}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlVCardStore implements VCardStore {
  private final Connections connections;

  SqlVCardStore(final Connections connections) {
    this.connections = connections;
  }

  @Override
  public Optional<byte[]> load(final long account) {
    return connections.read(
        connection ->
            Jdbc.first(connection, CommonSql.LOAD_VCARD, row -> row.getBytes(1), account));
  }

  @Override
  public void store(final long account, final byte[] vCard) {
    connections.writeUnlessGone(
        0, connection -> Jdbc.update(connection, CommonSql.STORE_VCARD, vCard, account));
  }
}
