// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes messages out of the archives of one host type once it keeps them no more. Each is met once,
 * in the order of ids: how far it has come is written with what it did, in short transactions.
 *
 * <pre>
 *   │ met before │ the next few │ … │ kept │
 *                ▲ position              ▲ expired before
 * </pre>
 *
 * <p>Owner: the upkeep thread. Allocates: per step.
 */
final class ExpiredMessages implements UpkeepStep {
  private static final long PAUSE_SECONDS = 60;

  private static final String POSITION = "SELECT id FROM archive_retention WHERE rule = ?";
  private static final String ADVANCE =
      "INSERT INTO archive_retention (rule, id) VALUES (?, ?)"
          + " ON CONFLICT (rule) DO UPDATE SET id = excluded.id";
  private static final String NEXT =
      "SELECT max(id) FROM (SELECT id FROM archive WHERE id > ? AND id < ?"
          + " ORDER BY id LIMIT ?) AS oldest";
  private static final String WRITTEN = "SELECT coalesce(max(id), 0) FROM journal_position";
  private static final String WITHIN = " WHERE id > ? AND id <= ?";
  private static final String ERASE =
      "DELETE FROM archive" + WITHIN + " AND visible = 0 RETURNING id";

  private final Connections connections;
  private final WordIndex words;
  private final Retention retention;
  private final RetentionProgress progress;
  private final UpkeepPace pace = new UpkeepPace();
  private final String hideFromSenders;
  private final String hideFromRecipients;
  private long pausedUntil;
  private long startedNs;
  private int erasedNow;

  ExpiredMessages(
      final Connections connections,
      final WordIndex words,
      final Retention retention,
      final RetentionProgress progress) {
    this.connections = connections;
    this.words = words;
    this.retention = retention;
    this.progress = progress;
    this.hideFromSenders = hide(retention, 1, 2, "sender");
    this.hideFromRecipients = hide(retention, 2, 1, "recipient");
  }

  private static String hide(
      final Retention retention, final int bit, final int others, final String owner) {
    return "UPDATE archive SET visible = visible & "
        + others
        + WITHIN
        + " AND (visible & "
        + bit
        + ") <> 0 AND EXISTS (SELECT 1 FROM account WHERE number = archive."
        + owner
        + " AND domain IN ("
        + ArchiveSelect.marks(retention.domains().size())
        + "))";
  }

  @Override
  public boolean step(final long nowSeconds) {
    if (nowSeconds < pausedUntil || retention.domains().isEmpty()) {
      return false;
    }
    final long expired = retention.expiredBefore(nowSeconds);
    final boolean more =
        connections.write(
            connection -> step(connection, Math.min(expired, writtenId(connection) + 1)));
    if (more) {
      final long heldNs = System.nanoTime() - startedNs; // with the commit
      pace.took(heldNs);
      progress.step(heldNs);
      progress.erased(erasedNow);
    } else {
      progress.ranAt(nowSeconds);
    }
    pausedUntil = more ? 0 : nowSeconds + PAUSE_SECONDS;
    return more;
  }

  /** What the store writer has still to bring comes behind this id. */
  static long writtenId(final Connection connection) throws SQLException {
    return Jdbc.first(connection, WRITTEN, row -> row.getLong(1)).orElse(0L);
  }

  private boolean step(final Connection connection, final long before) throws SQLException {
    SearchIndex.lock(connection); // before any row, as retractions do
    startedNs = System.nanoTime(); // what it waited for itself is not held
    final long from =
        Jdbc.first(connection, POSITION, row -> row.getLong(1), retention.key()).orElse(0L);
    final long to =
        Jdbc.first(connection, NEXT, row -> row.getLong(1), from, before, pace.size()).orElse(0L);
    if (to <= from) {
      return false;
    }
    final List<Object> values = new ArrayList<>(Arrays.asList(from, to));
    values.addAll(retention.domains());
    Jdbc.update(connection, hideFromSenders, values.toArray());
    Jdbc.update(connection, hideFromRecipients, values.toArray());
    final List<Long> erased = Jdbc.all(connection, ERASE, row -> row.getLong(1), from, to);
    erasedNow = erased.size();
    if (!erased.isEmpty()) {
      words.remove(connection, erased);
    }
    Jdbc.update(connection, ADVANCE, retention.key(), to);
    return true;
  }
}
