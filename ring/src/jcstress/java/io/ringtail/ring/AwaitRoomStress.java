// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import com.lmax.disruptor.Sequence;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * A loop that stops reading for want of room is told when there is room, or knows it at once.
 *
 * <p>Before the run the ring is above its read mark; the last stage frees all of it meanwhile.
 * Result: the loop waits to be told; how often it was.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "waits and is told")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "sees the room itself")
@Outcome(expect = FORBIDDEN, desc = "waits for ever, or is told without waiting")
@State
public class AwaitRoomStress {
  private final InboundRing<int[]> ring = new InboundRing<>(() -> new int[0], 8, 1, new Counters());
  private final RingProducer<int[]> producer = ring.producer(0);
  private final Sequence last = new Sequence();
  private int told;

  public AwaitRoomStress() {
    ring.gateOn(last);
    producer.onRoom(() -> told++);
    for (int i = 0; i < 6; i++) {
      producer.publish(producer.tryClaim());
    }
  }

  @Actor
  public void loop(final ZI_Result result) {
    result.r1 = producer.awaitRoom();
  }

  @Actor
  public void lastStage() {
    last.set(5);
    ring.onSlotsFreed();
  }

  @Arbiter
  public void after(final ZI_Result result) {
    result.r2 = told;
  }
}
