// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Takes the messages of removed accounts out of the archive, in small steps. Nobody sees them
 * meanwhile: an account's number is never given again.
 *
 * <p>Owner: the upkeep thread. Allocates: per step.
 */
final class RemovedArchives {
  private static final long KEPT_SECONDS = 86_400;
  private static final int ENDED = -1;

  private static final String NOTE =
      "INSERT INTO archive_removed (account) VALUES (?) ON CONFLICT (account) DO NOTHING";
  private static final String NEXT =
      "SELECT account, removed_at FROM archive_removed WHERE account > ? ORDER BY account LIMIT 1";
  private static final String FORGET = "DELETE FROM archive_removed WHERE account = ?";

  private final Connections connections;
  private final BoundedSteps steps;
  private final ArchivePurge purge;
  private long last;

  /** One of the accounts. */
  private record Removed(long account, long atSeconds) {}

  RemovedArchives(
      final Connections connections, final BoundedSteps steps, final ArchivePurge purge) {
    this.connections = connections;
    this.steps = steps;
    this.purge = purge;
  }

  /** Notes a removal in the transaction that does it. */
  static void note(final Connection connection, final long account) throws SQLException {
    Jdbc.update(connection, NOTE, account);
  }

  /** Erases some of one account's; returns how many messages, 0 when that has to wait. */
  int step(final long nowSeconds) {
    final Optional<Removed> next =
        connections.read(
            connection ->
                Jdbc.first(
                    connection, NEXT, row -> new Removed(row.getLong(1), row.getLong(2)), last));
    if (next.isEmpty()) {
      last = 0;
      return 0;
    }
    final Removed removed = next.get();
    final int size = steps.size();
    final int purged =
        steps.run(
            ENDED, (step, most) -> purge.purge(step, removed.account(), Long.MAX_VALUE, most));
    if (purged == ENDED) {
      return 0;
    }
    if (purged < size) {
      last = removed.account();
    }
    if (purged == 0 && nowSeconds - removed.atSeconds() > KEPT_SECONDS) {
      connections.write(connection -> Jdbc.update(connection, FORGET, removed.account()));
    }
    return purged;
  }
}
