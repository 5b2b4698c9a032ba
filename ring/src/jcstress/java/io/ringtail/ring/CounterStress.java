// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/**
 * Who reads a counter sees what its writer did before counting.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(
    id = {"0, 0", "0, 1"},
    expect = ACCEPTABLE,
    desc = "not counted yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "counted")
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "counted before it was done")
@State
public class CounterStress {
  private final Counter done = new Counter("done");
  private int thing;

  @Actor
  public void writer() {
    thing = 1;
    done.increment();
  }

  @Actor
  public void reader(final JI_Result result) {
    result.r1 = done.get();
    result.r2 = thing;
  }
}
