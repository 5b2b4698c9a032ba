// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * The last place of an answer queue is given to one of two who ask for it.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(
    id = {"true, false", "false, true"},
    expect = ACCEPTABLE,
    desc = "one got it")
@Outcome(expect = FORBIDDEN, desc = "both or none got it")
@State
public class AnswerQueueReserveStress {
  private final AnswerQueue<String> queue = new AnswerQueue<>(1, () -> {});

  @Actor
  public void one(final ZZ_Result result) {
    result.r1 = queue.reserve();
  }

  @Actor
  public void other(final ZZ_Result result) {
    result.r2 = queue.reserve();
  }
}
