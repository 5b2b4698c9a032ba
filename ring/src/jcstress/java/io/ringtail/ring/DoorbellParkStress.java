// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/**
 * A thread that really parks, for as long as it takes, wakes up for one ring.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "woken")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "lost wake-up")
@State
public class DoorbellParkStress {
  private static final long FOR_EVER_NS = Long.MAX_VALUE;

  private final Doorbell doorbell = new Doorbell();
  private final Counter work = new Counter("work");

  @Actor
  public void waiter() {
    while (work.get() == 0) {
      doorbell.announce();
      if (work.get() == 0) {
        doorbell.park(FOR_EVER_NS);
      } else {
        doorbell.retract();
      }
    }
  }

  @Signal
  public void ringer() {
    work.increment();
    doorbell.ring();
  }
}
