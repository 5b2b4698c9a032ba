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

  private final BoundedSteps steps;
  private final WordIndex words;
  private final Retention retention;
  private final RetentionProgress progress;
  private final String hideFromSenders;
  private final String hideFromRecipients;
  private long pausedUntil;
  private int erasedNow;

  /** What came of a step. */
  private enum Outcome {
    MORE,
    DONE,
    ENDED
  }

  ExpiredMessages(
      final BoundedSteps steps,
      final WordIndex words,
      final Retention retention,
      final RetentionProgress progress) {
    this.steps = steps;
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
    final Outcome outcome = steps.run(Outcome.ENDED, (step, size) -> step(step, expired, size));
    if (outcome == Outcome.DONE) {
      progress.ranAt(nowSeconds);
      pausedUntil = nowSeconds + PAUSE_SECONDS;
    }
    if (outcome == Outcome.MORE) {
      progress.erased(erasedNow);
    }
    return outcome == Outcome.MORE;
  }

  /** What the store writer has still to bring comes behind this id. */
  static long writtenId(final Connection connection) throws SQLException {
    return Jdbc.first(connection, WRITTEN, row -> row.getLong(1)).orElse(0L);
  }

  private Outcome step(final StepTransaction step, final long expired, final int size)
      throws SQLException {
    final long before = Math.min(expired, writtenId(step.connection()) + 1);
    final long from =
        Jdbc.first(step.connection(), POSITION, row -> row.getLong(1), retention.key()).orElse(0L);
    final long to =
        Jdbc.first(step.connection(), NEXT, row -> row.getLong(1), from, before, size).orElse(0L);
    if (to <= from) {
      return Outcome.DONE;
    }
    step.lock();
    final List<Object> values = new ArrayList<>(Arrays.asList(from, to));
    values.addAll(retention.domains());
    Jdbc.update(step.connection(), hideFromSenders, values.toArray());
    Jdbc.update(step.connection(), hideFromRecipients, values.toArray());
    final List<Long> erased = Jdbc.all(step.connection(), ERASE, row -> row.getLong(1), from, to);
    if (!erased.isEmpty()) {
      words.remove(step.connection(), erased);
    }
    Jdbc.update(step.connection(), ADVANCE, retention.key(), to);
    erasedNow = erased.size();
    return Outcome.MORE;
  }
}
