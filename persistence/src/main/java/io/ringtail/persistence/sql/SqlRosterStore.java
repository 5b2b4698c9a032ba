// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.RosterStore;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.parser.Jid;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rosters in {@code roster_version}, whose row also orders the writers of one roster, and {@code
 * roster_item}.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqlRosterStore implements RosterStore {
  private static final StoredRoster NEVER_WRITTEN = new StoredRoster(0, List.of());

  private final Connections connections;

  SqlRosterStore(final Connections connections) {
    this.connections = connections;
  }

  /** One row of the join: an item's columns are absent where a roster has no items. */
  private record VersionedItem(long version, Optional<RosterItem> item) {}

  @Override
  public StoredRoster load(final long account) {
    // One statement, so that version and items are of one moment.
    final List<VersionedItem> rows =
        connections.read(
            connection ->
                Jdbc.all(connection, CommonSql.LOAD_ROSTER, SqlRosterStore::row, account));
    if (rows.isEmpty()) {
      return NEVER_WRITTEN;
    }
    final List<RosterItem> items = new ArrayList<>(rows.size());
    rows.forEach(row -> row.item().ifPresent(items::add));
    return new StoredRoster(rows.getFirst().version(), items);
  }

  private static VersionedItem row(final ResultSet row) throws SQLException {
    final String contact = row.getString(2);
    return new VersionedItem(row.getLong(1), contact == null ? Optional.empty() : item(row));
  }

  private static Optional<RosterItem> item(final ResultSet row) throws SQLException {
    final Optional<Jid> contact = StoredJid.read(row.getString(2));
    return contact.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RosterItem(
                contact.get(),
                row.getString(3),
                JsonStrings.read(row.getString(4)),
                subscription(row.getString(5)),
                row.getInt(6) != 0,
                row.getInt(7) != 0,
                row.getInt(8) != 0,
                row.getInt(9) != 0,
                row.getString(10)));
  }

  private static Subscription subscription(final String attribute) {
    return Subscription.of(
        attribute.equals("to") || attribute.equals("both"),
        attribute.equals("from") || attribute.equals("both"));
  }

  @Override
  public long put(final long account, final RosterItem item) {
    return connections.writeUnlessGone(
        0L,
        connection -> {
          final long version = nextVersion(connection, account);
          if (version > 0) {
            putItem(connection, account, item);
          }
          return version;
        });
  }

  private static void putItem(
      final Connection connection, final long account, final RosterItem item) throws SQLException {
    Jdbc.update(
        connection,
        CommonSql.PUT_ROSTER_ITEM,
        account,
        item.contact().toString(),
        item.name(),
        JsonStrings.write(item.groups()),
        item.subscription().attribute(),
        item.pendingOut(),
        item.pendingIn(),
        item.approved(),
        item.listed(),
        item.request());
  }

  /** The version this change makes; 0 when the account is gone. */
  private static long nextVersion(final Connection connection, final long account)
      throws SQLException {
    return Jdbc.first(connection, CommonSql.NEXT_ROSTER_VERSION, row -> row.getLong(1), account)
        .orElse(0L);
  }

  @Override
  public long remove(final long account, final Jid contact) {
    return connections.writeUnlessGone(
        0L,
        connection -> {
          // The version first: its row is what concurrent writers wait for, in one order.
          final long version = nextVersion(connection, account);
          if (version == 0) {
            return 0L;
          }
          final String name = contact.toString();
          if (Jdbc.update(connection, CommonSql.REMOVE_ROSTER_ITEM, account, name) == 0) {
            connection.rollback();
            return version - 1;
          }
          return version;
        });
  }
}
