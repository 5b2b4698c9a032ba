// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.BlocklistStore;
import io.ringtail.parser.Jid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Blocked addresses in the table {@code blocked}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlBlocklistStore implements BlocklistStore {
  private final Connections connections;

  SqlBlocklistStore(final Connections connections) {
    this.connections = connections;
  }

  @Override
  public List<Jid> load(final long account) {
    return connections
        .read(
            connection ->
                Jdbc.all(
                    connection,
                    CommonSql.LOAD_BLOCKED,
                    row -> StoredJid.read(row.getString(1)),
                    account))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void add(final long account, final Collection<Jid> blocked) {
    connections.writeUnlessGone(
        0,
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(CommonSql.ADD_BLOCKED)) {
            for (final String jid : sorted(blocked)) {
              Jdbc.bind(insert, jid, account);
              insert.addBatch();
            }
            return insert.executeBatch().length;
          }
        });
  }

  @Override
  public void remove(final long account, final Collection<Jid> unblocked) {
    connections.write(connection -> removeAll(connection, account, unblocked));
  }

  private static int removeAll(
      final Connection connection, final long account, final Collection<Jid> unblocked)
      throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(CommonSql.REMOVE_BLOCKED)) {
      for (final String jid : sorted(unblocked)) {
        Jdbc.bind(delete, account, jid);
        delete.addBatch();
      }
      return delete.executeBatch().length;
    }
  }

  /** One order for all writers, so that two of them never wait for each other's rows. */
  private static TreeSet<String> sorted(final Collection<Jid> jids) {
    final TreeSet<String> names = new TreeSet<>();
    jids.forEach(jid -> names.add(jid.toString()));
    return names;
  }

  @Override
  public void clear(final long account) {
    connections.write(connection -> Jdbc.update(connection, CommonSql.CLEAR_BLOCKED, account));
  }
}
