// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;

/**
 * What one loop counts of those who need a turn for something: to log in, say.
 *
 * <p>Owner: the loop writes, anyone reads. Allocates: at start.
 */
public final class LaneCounters {
  public final Counter admitted;
  public final Counter refused;
  public final Counter queued;
  public final Counter unqueued;
  public final Counter waited;
  public final Counter waitedMs;
  public final Counter longestMs;

  LaneCounters(final Counters counters, final String prefix) {
    admitted = counters.counter(prefix + "admitted");
    refused = counters.counter(prefix + "refused");
    queued = counters.counter(prefix + "queued");
    unqueued = counters.counter(prefix + "unqueued");
    waited = counters.counter(prefix + "waited");
    waitedMs = counters.counter(prefix + "waited_ms");
    longestMs = counters.counter(prefix + "longest_wait_ms");
    counters.gauge(prefix + "waiting", () -> queued.get() - unqueued.get());
  }
}
