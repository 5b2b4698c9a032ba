// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A batch of slots from claim to free through two stages that do nothing: what a hop costs in each
 * threading mode, alone and shared by a loop turn's worth.
 *
 * <pre>
 *   inline:     P ─► ring ─► (S1 S2) by P itself
 *   shared:     P ─► ring ─► [S1 S2]              [ ] one thread
 *   dedicated:  P ─► ring ─► [S1] ─► [S2]
 * </pre>
 *
 * <p>Fewer free cores than threads make the last two a measure of the scheduler.
 *
 * <p>Owner: JMH. Allocates: at set-up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RingHopBenchmark {
  /** A stage that lets everything pass. */
  private record Pass(String roleName) implements Stage<TestSlot> {
    @Override
    public void onSlot(final TestSlot slot, final long sequence, final boolean endOfBatch) {
      slot.stagesPassed++;
    }

    @Override
    public void onFault(final TestSlot slot, final Throwable fault) {
      slot.faults++;
    }
  }

  @Param({"INLINE", "SHARED", "DEDICATED"})
  private Threading mode;

  @Param({"1", "32"})
  private int batch;

  private final Fixture fixture = new Fixture();
  private Pipeline<TestSlot> pipeline;
  private RingProducer<TestSlot> producer;
  private long number;

  /** Starts the stages. */
  @Setup
  public void start() throws InterruptedException {
    final InboundRing<TestSlot> ring = fixture.ring(256, 1);
    pipeline = fixture.pipeline(ring, mode, List.of(new Pass("first"), new Pass("second")));
    producer = ring.producer(0);
    pipeline.start();
  }

  /** Stops them. */
  @TearDown
  public void stop() throws InterruptedException {
    pipeline.drainAndStop(Fixture.DEADLINE_NS);
  }

  /** One batch; returns when the last of its slots is free again. */
  @Benchmark
  public long hop() {
    for (int i = 0; i < batch; i++) {
      Fixture.publish(producer, ++number);
    }
    if (mode == Threading.INLINE) {
      pipeline.runTurn();
    }
    while (pipeline.slotsLeft() > 0) {
      Thread.onSpinWait();
    }
    return number;
  }
}
