// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import org.agrona.concurrent.NanoClock;

/**
 * The stop watch of one thread: how long each agent's working duty cycles take, longest kept.
 *
 * <p>One clock reading ends an agent's lap and begins the next agent's, so n agents on a thread
 * cost n + 1 readings; a cycle without work costs one.
 *
 * <p>Owner: the agents' thread. Allocates: never.
 */
public final class DutyCycle {
  private final NanoClock clock;
  private long lapStartNs;

  public DutyCycle(final NanoClock clock) {
    this.clock = clock;
  }

  /** Begins a round of laps; time before it is nobody's. */
  public void start() {
    lapStartNs = clock.nanoTime();
  }

  /** Ends a lap and keeps its length in {@code longest} where it is a new record. */
  public void lap(final Counter longest) {
    final long now = clock.nanoTime();
    longest.max(now - lapStartNs);
    lapStartNs = now;
  }
}
