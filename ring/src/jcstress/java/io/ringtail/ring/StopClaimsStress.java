// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/**
 * An orderly stop sees every claim that was granted, as under way or as published.
 *
 * <p>Result: the claim was granted; what the stopper knows: -2 a claim is under way, else the
 * cursor.
 *
 * <p>Owner: jcstress. Allocates: per run.
 */
@JCStressTest
@Outcome(id = "true, -2", expect = ACCEPTABLE, desc = "granted; the stopper waits for it")
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "granted and published before")
@Outcome(
    id = {"false, -1", "false, -2"},
    expect = ACCEPTABLE,
    desc = "refused")
@Outcome(expect = FORBIDDEN, desc = "granted behind the stopper's back: a lost slot")
@State
public class StopClaimsStress {
  private final InboundRing<TestCell> ring = new InboundRing<>(TestCell::new, 8, 1, new Counters());
  private final RingProducer<TestCell> producer = ring.producer(0);

  /** An empty slot. */
  static final class TestCell {}

  @Actor
  public void loop(final ZJ_Result result) {
    final long sequence = producer.tryClaim();
    result.r1 = sequence != RingProducer.REFUSED;
    if (result.r1) {
      producer.publish(sequence);
    }
  }

  @Actor
  public void stopper(final ZJ_Result result) {
    ring.stopClaims();
    result.r2 = ring.hasClaimsUnderWay() ? -2 : ring.cursor();
  }
}
