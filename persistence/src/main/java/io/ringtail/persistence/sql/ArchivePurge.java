// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.ArchiveStore.Filter;
import io.ringtail.handlers.port.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes an account's oldest messages out of its archive; a row goes when nobody sees it any more.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class ArchivePurge {
  private static final int ENDED = -1;
  private static final int MOST_IN_VAIN = 100;

  private final WordIndex words;

  ArchivePurge(final WordIndex words) {
    this.words = words;
  }

  /**
   * In as many steps as it takes.
   *
   * @return how many messages went; fewer than {@code atMost} when there are no more
   */
  int purge(final BoundedSteps steps, final long account, final long before, final int atMost) {
    int purged = 0;
    int inVain = 0;
    boolean more = true;
    while (more && purged < atMost) {
      final int left = atMost - purged;
      final int size = Math.min(steps.size(), left);
      final int step =
          steps.run(ENDED, (next, most) -> purge(next, account, before, Math.min(most, left)));
      if (step == ENDED && ++inVain > MOST_IN_VAIN) {
        throw new StoreException(
            StoreException.Reason.UNAVAILABLE, "somebody else is changing these messages", null);
      }
      purged += Math.max(0, step);
      more = step == ENDED || step == size;
    }
    return purged;
  }

  /** Returns how many messages went. */
  int purge(final StepTransaction next, final long account, final long before, final int atMost)
      throws SQLException {
    final Filter oldest = Filter.all(account, null).between(0, before);
    final ArchiveSelect select = ArchiveSelect.ids(oldest, false, atMost);
    final List<Long> ids =
        Jdbc.all(next.connection(), select.sql(), row -> row.getLong(1), select.values());
    if (!ids.isEmpty()) {
      next.lock();
      final String chosen = " WHERE id IN (" + ArchiveSelect.marks(ids.size()) + ")";
      hide(next, "visible & 2" + chosen + " AND sender = ?", ids, account);
      hide(next, "visible & 1" + chosen + " AND recipient = ?", ids, account);
      erase(next, chosen, ids);
    }
    return ids.size();
  }

  private static void hide(
      final StepTransaction next, final String seen, final List<Long> ids, final long account)
      throws SQLException {
    final List<Object> values = new ArrayList<>(ids);
    values.add(account);
    Jdbc.update(next.connection(), "UPDATE archive SET visible = " + seen, values.toArray());
  }

  private void erase(final StepTransaction next, final String chosen, final List<Long> ids)
      throws SQLException {
    final List<Long> erased =
        Jdbc.all(
            next.connection(),
            "DELETE FROM archive" + chosen + " AND visible = 0 RETURNING id",
            row -> row.getLong(1),
            ids.toArray());
    if (!erased.isEmpty()) {
      words.remove(next.connection(), erased);
    }
  }
}
