// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.InboxStore;
import io.ringtail.parser.Jid;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Inboxes in the table {@code inbox}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlInboxStore implements InboxStore {
  private static final int PEERS_PER_QUERY = 100;

  private final Connections connections;
  private final InboxWrite write;

  SqlInboxStore(final Connections connections, final InboxWrite write) {
    this.connections = connections;
    this.write = write;
  }

  @Override
  public List<Row> load(final long account) {
    return connections
        .read(connection -> Jdbc.all(connection, InboxSql.LOAD, row -> read(account, row), account))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Row> read(final long account, final ResultSet row) throws SQLException {
    final Optional<Jid> peer = StoredJid.read(row.getString(1));
    return peer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Row(
                account,
                peer.get(),
                row.getLong(2),
                row.getLong(3),
                row.getInt(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getInt(8) != 0,
                unpacked(row.getBytes(9)),
                null));
  }

  @Override
  public Map<Jid, byte[]> messages(final long account, final List<Jid> peers) {
    final Map<Jid, byte[]> found = new HashMap<>();
    for (int from = 0; from < peers.size(); from += PEERS_PER_QUERY) {
      final List<Jid> some = peers.subList(from, Math.min(peers.size(), from + PEERS_PER_QUERY));
      connections.read(connection -> messages(connection, account, some, found));
    }
    return found;
  }

  private static int messages(
      final Connection connection,
      final long account,
      final List<Jid> peers,
      final Map<Jid, byte[]> found)
      throws SQLException {
    // one statement for every number of peers: a place without a peer matches none
    final String sql = InboxSql.MESSAGES + "?, ".repeat(PEERS_PER_QUERY - 1) + "?)";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setLong(1, account);
      for (int i = 0; i < PEERS_PER_QUERY; i++) {
        query.setString(i + 2, i < peers.size() ? peers.get(i).toString() : null);
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          final byte[] message = rows.getBytes(2);
          StoredJid.read(rows.getString(1)).ifPresent(peer -> found.put(peer, message));
        }
      }
    }
    return found.size();
  }

  @Override
  public void write(final List<Row> rows, final long reflectedId) {
    connections.write(
        connection -> {
          if (!rows.isEmpty()) {
            write.write(connection, rows);
          }
          return Jdbc.update(connection, InboxSql.REFLECT, reflectedId);
        });
  }

  /** One statement per row, for a database without arrays. */
  static void writeEach(final Connection connection, final List<Row> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(InboxSql.WRITE_ONE)) {
      for (final Row row : rows) {
        Jdbc.bind(
            insert,
            row.peer().toString(),
            row.appliedId(),
            row.messageId(),
            row.unread(),
            row.box(),
            row.mutedUntilMicros(),
            row.lastHash(),
            row.removed(),
            packed(row.unreadIds()),
            row.message(),
            row.account());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public long reflectedId() {
    return connections.read(
        connection -> Jdbc.first(connection, InboxSql.REFLECTED, row -> row.getLong(1)).orElse(0L));
  }

  @Override
  public List<Key> inBin(final long beforeId, final Key after, final int limit) {
    final long account = after == null ? 0 : after.account();
    final String peer = after == null ? "" : after.peer().toString();
    return connections
        .read(
            connection ->
                Jdbc.all(
                    connection,
                    InboxSql.IN_BIN,
                    SqlInboxStore::key,
                    beforeId,
                    account,
                    peer,
                    limit))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Key> key(final ResultSet row) throws SQLException {
    final long account = row.getLong(1);
    final Optional<Jid> owner = StoredJid.of(row.getString(2), row.getString(3));
    final Optional<Jid> peer = StoredJid.read(row.getString(4));
    return owner.isEmpty() || peer.isEmpty()
        ? Optional.empty()
        : Optional.of(new Key(account, owner.get(), peer.get()));
  }

  @Override
  public void purgeRemoved(final long reflectedId) {
    connections.write(connection -> Jdbc.update(connection, InboxSql.PURGE_REMOVED, reflectedId));
  }

  static byte[] packed(final long[] numbers) {
    final ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
    bytes.asLongBuffer().put(numbers);
    return bytes.array();
  }

  private static long[] unpacked(final byte[] bytes) {
    final LongBuffer numbers = ByteBuffer.wrap(bytes).asLongBuffer();
    final long[] unpacked = new long[numbers.remaining()];
    numbers.get(unpacked);
    return unpacked;
  }
}
