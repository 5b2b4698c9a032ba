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
 * A wake that finds a drain under way or submitted is never lost: what was written is drained by
 * the drain that has yet to begin, or another is submitted.
 *
 * <p>Before the run, one thing is written and one drain submitted; a second is written while that
 * drain runs. Result: things drained by it, things left undrained with no drain submitted.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "drained the first; another drain is submitted")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "drained both")
@Outcome(expect = FORBIDDEN, desc = "something stays undrained")
@State
public class LaneWakerStress {
  private final Counter written = new Counter("written");
  private int submitted;
  private long drained;
  private final LaneWaker waker = new LaneWaker(task -> submitted++, () -> drained = written.get());

  public LaneWakerStress() {
    written.increment();
    waker.wake();
    submitted = 0;
  }

  @Actor
  public void writer() {
    written.increment();
    waker.wake();
  }

  @Actor
  public void loop(final II_Result result) {
    waker.run();
    result.r1 = (int) drained;
  }

  @Arbiter
  public void after(final II_Result result) {
    if (submitted > 0) {
      waker.run();
    }
    result.r2 = (int) (written.get() - drained);
  }
}
