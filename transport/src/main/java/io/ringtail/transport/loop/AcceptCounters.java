// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;

/**
 * What one loop counts of its listeners' pauses: for want of budget, or of room.
 *
 * <p>Owner: the loop writes, anyone reads. Allocates: at start.
 */
public final class AcceptCounters {
  public final Counter pauses;
  public final Counter pausedMs;
  public final Counter full;

  public AcceptCounters(final Counters counters, final String prefix) {
    pauses = counters.counter(prefix + "pauses");
    pausedMs = counters.counter(prefix + "paused_ms");
    full = counters.counter(prefix + "full");
  }
}
