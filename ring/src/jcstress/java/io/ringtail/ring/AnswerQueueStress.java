// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * An answer with a reservation always fits, however full the queue was a moment ago.
 *
 * <p>Before the run the queue is full of two answers. Result: 1 reserved and offered, 0 refused, -1
 * reserved but did not fit; answers drained meanwhile; places taken or answers left that should not
 * be.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(id = "0, 2, 0", expect = ACCEPTABLE, desc = "refused before a place was free")
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "took a freed place, drained afterwards")
@Outcome(id = "1, 3, 0", expect = ACCEPTABLE, desc = "took a freed place, drained at once")
@Outcome(expect = FORBIDDEN, desc = "an answer did not fit, or a place leaked")
@State
public class AnswerQueueStress {
  private final AnswerQueue<String> queue = new AnswerQueue<>(2, () -> {});

  public AnswerQueueStress() {
    queue.reserve();
    queue.offer("first");
    queue.reserve();
    queue.offer("second");
  }

  @Actor
  public void asker(final III_Result result) {
    if (!queue.reserve()) {
      return;
    }
    try {
      queue.offer("third");
      result.r1 = 1;
    } catch (final IllegalStateException e) {
      result.r1 = -1;
    }
  }

  @Actor
  public void loop(final III_Result result) {
    result.r2 = queue.drain(answer -> {}, 10);
  }

  @Arbiter
  public void after(final III_Result result) {
    final int late = queue.drain(answer -> {}, 10);
    result.r3 = 2 + result.r1 - result.r2 - late + queue.reserved();
  }
}
