// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A waiter about to park and a ringer never miss each other: the work is seen, or the bell is rung.
 *
 * <p>Result: work seen by the waiter, still announced after the ringer.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not seen, but rung: will not park")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "seen and rung")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "seen; the ringer came before the announcement")
@Outcome(id = "0, 1", expect = FORBIDDEN, desc = "lost wake-up")
@State
public class DoorbellStress {
  private final Doorbell doorbell = new Doorbell();
  private final Counter work = new Counter("work");

  @Actor
  public void waiter(final II_Result result) {
    doorbell.announce();
    result.r1 = (int) work.get();
  }

  @Actor
  public void ringer() {
    work.increment();
    doorbell.ring();
  }

  @Arbiter
  public void after(final II_Result result) {
    result.r2 = (int) doorbell.getVolatile();
  }
}
