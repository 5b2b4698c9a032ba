// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;

/**
 * What one loop counts.
 *
 * <p>Owner: the loop writes, anyone reads. Allocates: at start.
 */
public final class LoopCounters {
  public final Counter opened;
  public final Counter closed;
  public final Counter bytesIn;
  public final Counter bytesOut;
  public final Counter stanzasIn;
  public final Counter stanzasOut;
  public final Counter stalls;
  public final Counter overflows;
  public final Counter streamErrors;
  public final Counter authFailures;
  public final Counter undelivered;
  public final Counter droppedForDead;
  public final Counter faults;
  public final Counter loginsAdmitted;
  public final Counter loginsRefused;
  public final Counter loginsQueued;
  public final Counter loginsUnqueued;
  public final Counter loginsWaited;
  public final Counter loginsWaitedMs;
  public final Counter loginsLongestMs;

  LoopCounters(final Counters counters, final int loop) {
    final String prefix = "loop." + loop + '.';
    opened = counters.counter(prefix + "connections.opened");
    closed = counters.counter(prefix + "connections.closed");
    bytesIn = counters.counter(prefix + "bytes.in");
    bytesOut = counters.counter(prefix + "bytes.out");
    stanzasIn = counters.counter(prefix + "stanzas.in");
    stanzasOut = counters.counter(prefix + "stanzas.out");
    stalls = counters.counter(prefix + "reads.stalled");
    overflows = counters.counter(prefix + "outbound.overflows");
    streamErrors = counters.counter(prefix + "stream.errors");
    authFailures = counters.counter(prefix + "auth.failures");
    undelivered = counters.counter(prefix + "undelivered");
    droppedForDead = counters.counter(prefix + "dropped.dead");
    faults = counters.counter(prefix + "faults");
    loginsAdmitted = counters.counter(prefix + "logins.admitted");
    loginsRefused = counters.counter(prefix + "logins.refused");
    loginsQueued = counters.counter(prefix + "logins.queued");
    loginsUnqueued = counters.counter(prefix + "logins.unqueued");
    loginsWaited = counters.counter(prefix + "logins.waited");
    loginsWaitedMs = counters.counter(prefix + "logins.waited_ms");
    loginsLongestMs = counters.counter(prefix + "logins.longest_wait_ms");
    counters.gauge(prefix + "logins.waiting", () -> loginsQueued.get() - loginsUnqueued.get());
  }
}
