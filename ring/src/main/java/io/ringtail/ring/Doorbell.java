// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes one parked thread when something was published for it, and costs one fence when it is
 * awake.
 *
 * <p>The waiter announces that it will park, then looks once more for work, then parks. The ringer
 * publishes, then looks for an announcement. Each side writes before it reads, with a full fence
 * between, so at least one of them sees the other (Dekker) and no wake-up is lost.
 *
 * <pre>
 *   waiter: announce() ─ look for work ─ park(ns) ─ retract()
 *   ringer: publish    ─ ring()
 * </pre>
 *
 * <p>Owner: one waiting thread; any thread may ring. Allocates: never.
 */
public final class Doorbell extends PaddedLong {
  private static final long AWAKE = 0;
  private static final long ANNOUNCED = 1;

  // Written only by the waiter before its announcement, which publishes it.
  private Thread waiterPlain;

  /** The waiter says that it is about to park; it must look for work once more before it does. */
  public void announce() {
    waiterPlain = Thread.currentThread();
    setVolatile(ANNOUNCED);
    VarHandle.fullFence();
  }

  /**
   * Parks until rung, interrupted, or the time is over; returns at once if rung since announced.
   */
  public void park(final long maxNs) {
    if (getAcquire() == ANNOUNCED) {
      LockSupport.parkNanos(this, maxNs);
    }
    retract();
  }

  /** The waiter found work or woke up: no ring is needed until the next announcement. */
  public void retract() {
    setRelease(AWAKE);
  }

  /** Wakes the waiter if it announced itself; the caller has published its work before. */
  public void ring() {
    VarHandle.fullFence();
    if (getAcquire() == ANNOUNCED) {
      final Thread waiter = waiterPlain;
      // One of many ringers unparks; the rest see that it is done.
      if (replace(ANNOUNCED, AWAKE)) {
        LockSupport.unpark(waiter);
      }
    }
  }
}
