// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.util.concurrent.TimeUnit;

/**
 * How much one step of an erasure takes on, by how long the steps before it held their locks: it
 * aims at a third of the 100 ms that nobody may be held up for, and begins small.
 *
 * <pre>
 *   step took   0 … 15 ms: twice as much next    15 … 35: the same    above: by so much less
 *   and where the database ended it: half as much
 * </pre>
 *
 * <p>Owner: the upkeep thread. Allocates: never.
 */
final class UpkeepPace {
  static final int FIRST = 50;
  static final int LEAST = 1;
  static final int MOST = 1_000;

  private static final long QUICK_NS = TimeUnit.MILLISECONDS.toNanos(15);
  private static final long AIM_NS = TimeUnit.MILLISECONDS.toNanos(35);

  private int size = FIRST;

  /** Messages to look at in the next step. */
  int size() {
    return size;
  }

  /** A step of {@link #size} held its locks for so long. */
  void took(final long durationNs) {
    if (durationNs > AIM_NS) {
      size = (int) Math.max(LEAST, size * AIM_NS / durationNs);
    } else if (durationNs < QUICK_NS) {
      size = Math.min(MOST, 2 * size);
    }
  }

  /** A step of {@link #size} was ended because it took too long. */
  void ended() {
    size = Math.max(LEAST, size / 2);
  }
}
