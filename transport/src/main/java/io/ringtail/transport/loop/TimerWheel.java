// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import java.util.Arrays;

/**
 * One timer per endpoint for a whole loop: buckets of indices, one bucket per tick.
 *
 * <pre>
 *   bucket:  tick &amp; mask  ─► [ index, index, … ]      armed[index] = the tick that counts
 * </pre>
 *
 * <p>Arming again for an earlier time leaves the old entry behind; it does not count when its tick
 * comes. A time beyond the wheel fires early, and the owner arms again: nothing is ever late by
 * more than a tick.
 *
 * <p>Owner: the loop. Allocates: to grow.
 */
final class TimerWheel {
  /** Called for each index whose time has come; returns the next deadline. */
  interface Firing {
    long fire(int index, long nowNs);
  }

  static final long TICK_NS = 100_000_000L;

  private static final int BUCKETS = 1024;
  private static final int MASK = BUCKETS - 1;
  private static final int IDLE = 0;
  private static final int INITIAL = 4;
  private static final int RETAINED = 1024;

  private final int[][] buckets = new int[BUCKETS][];
  private final int[] counts = new int[BUCKETS];
  private final long startNs;
  private int[] armed = new int[64];
  private int tick = 1;

  TimerWheel(final long startNs) {
    this.startNs = startNs - TICK_NS;
  }

  /** Makes sure that the index fires at the deadline or earlier. */
  void arm(final int index, final long deadlineNs) {
    if (index >= armed.length) {
      armed = Arrays.copyOf(armed, Math.max(index + 1, armed.length * 2));
    }
    final long wanted = (deadlineNs - startNs + TICK_NS - 1) / TICK_NS;
    final int at = (int) Math.min(Math.max(wanted, tick + 1L), tick + BUCKETS - 1L);
    if (armed[index] != IDLE && armed[index] <= at) {
      return;
    }
    armed[index] = at;
    insert(at & MASK, index);
  }

  void disarm(final int index) {
    if (index < armed.length) {
      armed[index] = IDLE;
    }
  }

  /** Fires everything up to now. */
  void advance(final long nowNs, final Firing firing) {
    final long target = (nowNs - startNs) / TICK_NS;
    while (tick < target) {
      tick++;
      fireBucket(tick & MASK, nowNs, firing);
    }
  }

  private void fireBucket(final int bucket, final long nowNs, final Firing firing) {
    final int[] indices = buckets[bucket];
    final int count = counts[bucket];
    if (count == 0) {
      return;
    }
    buckets[bucket] = null;
    counts[bucket] = 0;
    for (int i = 0; i < count; i++) {
      final int index = indices[i];
      if (armed[index] == tick) {
        armed[index] = IDLE;
        final long next = firing.fire(index, nowNs);
        if (next != Peer.NO_TIMER) {
          arm(index, next);
        }
      }
    }
    if (buckets[bucket] == null && indices.length <= RETAINED) {
      buckets[bucket] = indices;
    }
  }

  private void insert(final int bucket, final int index) {
    if (buckets[bucket] == null) {
      buckets[bucket] = new int[INITIAL];
    } else if (counts[bucket] == buckets[bucket].length) {
      buckets[bucket] = Arrays.copyOf(buckets[bucket], counts[bucket] * 2);
    }
    buckets[bucket][counts[bucket]++] = index;
  }
}
