// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.login.DeviceTokens;
import io.ringtail.handlers.login.FastMechanism;
import io.ringtail.handlers.login.FastToken;
import io.ringtail.handlers.port.FastTokenStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * FAST tokens in the table {@code fast_token}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlFastTokenStore implements FastTokenStore {
  private static final String LOAD =
      """
      SELECT fresh, mechanism, salt, hash, expires_at, counted FROM fast_token
      WHERE account = ? AND user_agent = ?\
      """;
  private static final String DELETE =
      "DELETE FROM fast_token WHERE account = ? AND user_agent = ?";
  private static final String INSERT =
      """
      INSERT INTO fast_token
        (account, user_agent, fresh, mechanism, salt, hash, expires_at, counted)
      SELECT number, ?, ?, ?, ?, ?, ?, ? FROM account WHERE number = ?\
      """;
  private static final String ALL =
      """
      SELECT t.fresh, t.mechanism, t.salt, t.hash, t.expires_at, t.counted, t.account,
        t.user_agent, a.local, a.domain
      FROM fast_token t JOIN account a ON a.number = t.account
      ORDER BY t.account, t.user_agent LIMIT ?\
      """;
  private static final String REMOVE_EXPIRED = "DELETE FROM fast_token WHERE expires_at <= ?";

  private record Slot(boolean fresh, FastToken token) {}

  private record Owned(String bareJid, String userAgentId, long account, Slot slot) {
    boolean isOfSameClient(final Owned other) {
      return account == other.account && userAgentId.equals(other.userAgentId);
    }
  }

  private final Connections connections;

  SqlFastTokenStore(final Connections connections) {
    this.connections = connections;
  }

  @Override
  public Optional<DeviceTokens> load(final long account, final String userAgentId) {
    return connections.read(connection -> load(connection, account, userAgentId));
  }

  private static Optional<DeviceTokens> load(
      final Connection connection, final long account, final String userAgentId)
      throws SQLException {
    final List<Slot> slots =
        Jdbc.all(connection, LOAD, SqlFastTokenStore::slot, account, userAgentId);
    final DeviceTokens tokens = tokens(account, slots);
    return tokens.isEmpty() ? Optional.empty() : Optional.of(tokens);
  }

  private static DeviceTokens tokens(final long account, final List<Slot> slots) {
    return new DeviceTokens(account, token(slots, false), token(slots, true));
  }

  private static Slot slot(final ResultSet row) throws SQLException {
    final FastMechanism mechanism = FastMechanism.of(row.getString(2));
    return new Slot(
        row.getInt(1) == 1,
        new FastToken(mechanism, row.getBytes(3), row.getBytes(4), row.getLong(5), row.getInt(6)));
  }

  private static FastToken token(final List<Slot> slots, final boolean fresh) {
    return slots.stream()
        .filter(slot -> slot.fresh == fresh && slot.token.mechanism() != null)
        .map(Slot::token)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void store(final String userAgentId, final DeviceTokens tokens) {
    connections.writeUnlessGone(
        0,
        connection ->
            Jdbc.update(connection, DELETE, tokens.account(), userAgentId)
                + insert(connection, userAgentId, tokens.account(), tokens.current(), false)
                + insert(connection, userAgentId, tokens.account(), tokens.fresh(), true));
  }

  private static int insert(
      final Connection connection,
      final String userAgentId,
      final long account,
      final FastToken token,
      final boolean fresh)
      throws SQLException {
    return token == null
        ? 0
        : Jdbc.update(
            connection,
            INSERT,
            userAgentId,
            fresh,
            token.mechanism().mechanism(),
            token.salt(),
            token.hash(),
            token.expiresAtMs(),
            token.count(),
            account);
  }

  @Override
  public void forEach(final long nowMs, final int limit, final OnTokens onTokens) {
    connections.write(connection -> Jdbc.update(connection, REMOVE_EXPIRED, nowMs));
    final List<Owned> rows =
        connections.read(
            connection -> Jdbc.all(connection, ALL, SqlFastTokenStore::owned, 2L * limit));
    int first = 0;
    while (first < rows.size()) {
      final Owned client = rows.get(first);
      final List<Slot> slots =
          rows.subList(first, rows.size()).stream()
              .takeWhile(client::isOfSameClient)
              .map(Owned::slot)
              .toList();
      final DeviceTokens tokens = tokens(client.account, slots);
      if (!tokens.isEmpty() && !onTokens.on(client.bareJid, client.userAgentId, tokens)) {
        return;
      }
      first += slots.size();
    }
  }

  private static Owned owned(final ResultSet row) throws SQLException {
    final String bareJid = row.getString(9) + '@' + row.getString(10);
    return new Owned(bareJid, row.getString(8), row.getLong(7), slot(row));
  }
}
