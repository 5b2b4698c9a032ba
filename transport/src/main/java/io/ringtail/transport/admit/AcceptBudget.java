// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.NanoClock;

/**
 * How many connections the node accepts: so many a second, with a few at once after a pause. All
 * listeners draw on it; one that has overdrawn it leaves the others in the kernel's backlog, which
 * is the waiting room of those who are not accepted yet.
 *
 * <p>Owner: any loop that accepts. Allocates: at start.
 */
public final class AcceptBudget {
  private static final long BURST_NS = TimeUnit.MILLISECONDS.toNanos(50);

  private final NanoClock clock;
  private final long gapNs;
  private final long burstNs;
  private final AtomicLong paidUntilNs;

  public AcceptBudget(final double perSecond, final NanoClock clock) {
    this.clock = clock;
    this.gapNs = Math.max(1, (long) (TimeUnit.SECONDS.toNanos(1) / perSecond));
    this.burstNs = Math.max(gapNs, BURST_NS) - gapNs;
    this.paidUntilNs = new AtomicLong(clock.nanoTime());
  }

  /** Takes one; time until the next one may be taken, 0 for at once. */
  public long take() {
    final long nowNs = clock.nanoTime();
    long before;
    long after;
    do {
      before = paidUntilNs.get();
      after = (before - nowNs > 0 ? before : nowNs) + gapNs;
    } while (!paidUntilNs.compareAndSet(before, after));
    return Math.max(0, after - burstNs - nowNs);
  }
}
