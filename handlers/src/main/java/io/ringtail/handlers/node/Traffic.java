// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What a domain's sessions have sent, and how many there are.
 *
 * <p>Owner: the Router counts, anyone reads. Allocates: at start.
 */
public final class Traffic {
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong presences = new AtomicLong();
  private final AtomicLong iqs = new AtomicLong();
  private final AtomicLong sessions = new AtomicLong();

  public void message() {
    increment(messages, 1);
  }

  public void presence() {
    increment(presences, 1);
  }

  public void iq() {
    increment(iqs, 1);
  }

  public void opened() {
    increment(sessions, 1);
  }

  public void closed() {
    increment(sessions, -1);
  }

  public long messages() {
    return messages.getAcquire();
  }

  public long presences() {
    return presences.getAcquire();
  }

  public long iqs() {
    return iqs.getAcquire();
  }

  /** Bound at the moment. */
  public long sessionsNow() {
    return sessions.getAcquire();
  }

  private static void increment(final AtomicLong counter, final long by) {
    counter.setRelease(counter.getPlain() + by); // one writer
  }
}
