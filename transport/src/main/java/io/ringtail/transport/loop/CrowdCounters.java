// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;

/**
 * What one loop counts of those who are there until they are known, or too many.
 *
 * <p>Owner: the loop writes, anyone reads. Allocates: at start.
 */
public final class CrowdCounters {
  public final Counter came;
  public final Counter left;
  public final Counter refused;

  CrowdCounters(final Counters counters, final String prefix) {
    came = counters.counter(prefix + "came");
    left = counters.counter(prefix + "left");
    refused = counters.counter(prefix + "refused");
    counters.gauge(prefix + "now", () -> came.get() - left.get());
  }
}
