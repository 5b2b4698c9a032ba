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
  public final LaneCounters logins;
  public final LaneCounters handshakes;
  public final LaneCounters registrations;
  public final AcceptCounters accepts;
  public final CrowdCounters strangers;

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
    logins = new LaneCounters(counters, prefix + "logins.");
    handshakes = new LaneCounters(counters, prefix + "handshakes.");
    registrations = new LaneCounters(counters, prefix + "registrations.");
    accepts = new AcceptCounters(counters, prefix + "accepts.");
    strangers = new CrowdCounters(counters, prefix + "strangers.");
  }
}
