// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StageAgentTest {
  private final Fixture fixture = new Fixture();
  private final InboundRing<TestSlot> ring = fixture.ring(16, 1);

  @Test
  void shouldGoOnWithTheNextSlotAfterFault() {
    final RecordingStage stage = new RecordingStage("s", 0);
    stage.faultOn = 1;
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    publish(3);
    pipeline.runTurn();
    assertEquals(List.of(0L, 2L), List.copyOf(stage.numbers));
    assertEquals(0, ring.occupancy());
  }

  @Test
  void shouldReportFaultToStageLogAndCounter() {
    final RecordingStage stage = new RecordingStage("s", 0);
    stage.faultOn = 1;
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    publish(3);
    pipeline.runTurn();
    assertEquals(1, stage.faults.size());
    assertEquals(List.of("s"), fixture.firstFaults);
    assertEquals(1, fixture.counters.snapshot().get("stage.s.faults"));
    assertEquals(3, fixture.counters.snapshot().get("stage.s.passed"));
  }

  @Test
  void shouldPassFaultySlotToTheLaterStagesAndFreeIt() {
    final RecordingStage first = new RecordingStage("a", 0);
    final RecordingStage second = new RecordingStage("b", 1);
    first.faultOn = 1;
    final Pipeline<TestSlot> pipeline =
        fixture.pipeline(ring, Threading.INLINE, List.of(first, second));
    publish(3);
    pipeline.runTurn();
    assertEquals(List.of(0L, 1L, 2L), List.copyOf(second.numbers));
    assertEquals(0, second.wrongOrder);
    assertEquals(1, ring.slot(1).timesFreed);
  }

  @Test
  void shouldSurviveFaultInTheFaultHandler() {
    final RecordingStage stage =
        new RecordingStage("s", 0) {
          @Override
          public void onFault(final TestSlot slot, final Throwable fault) {
            throw new IllegalStateException("fault in fault handler");
          }
        };
    stage.faultOn = 0;
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    publish(2);
    pipeline.runTurn();
    assertEquals(List.of(1L), List.copyOf(stage.numbers));
    assertEquals(2, fixture.errors.distinct());
  }

  @Test
  void shouldSurviveFaultInHousekeeping() {
    final RecordingStage stage =
        new RecordingStage("s", 0) {
          @Override
          public int onCycle() {
            throw new IllegalStateException("fault in housekeeping");
          }
        };
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    publish(2);
    pipeline.runTurn();
    assertEquals(2, stage.seen);
    assertEquals(1, fixture.errors.distinct());
  }

  @Test
  void shouldBoundTheBatchAndMarkItsEnd() {
    final RecordingStage stage = new RecordingStage("s", 0);
    final PipelineSettings twoPerCycle =
        new PipelineSettings(Fixture.choice(Threading.INLINE, 1), 2, "test-");
    final Pipeline<TestSlot> pipeline =
        new Pipeline<>(ring, List.of(stage), TestSlot::free, twoPerCycle, fixture.diagnostics);
    publish(5);
    assertEquals(5, pipeline.runTurn());
    assertEquals(List.of(false, true, false, true, true), stage.batchEnds);
  }

  @Test
  void shouldHoldSlotsBackWhileTheStageIsNotReady() {
    final RecordingStage stage = new RecordingStage("s", 0);
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    stage.ready = false;
    publish(2);
    assertEquals(0, pipeline.runTurn());
    assertTrue(stage.cycles > 0);
    stage.ready = true;
    assertEquals(2, pipeline.runTurn());
  }

  @Test
  void shouldStopInTheMiddleOfBatchWhenTheStageIsNoLongerReady() {
    final RecordingStage stage =
        new RecordingStage("s", 0) {
          @Override
          public boolean isReady() {
            return seen < 2;
          }
        };
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    publish(5);
    assertEquals(2, pipeline.runTurn());
    assertEquals(3, ring.occupancy());
  }

  @Test
  void shouldKeepTheLongestDutyCycle() {
    final AtomicLong now = new AtomicLong();
    final RecordingStage stage =
        new RecordingStage("s", 0) {
          @Override
          public void onSlot(final TestSlot slot, final long sequence, final boolean endOfBatch) {
            now.addAndGet(slot.number);
          }
        };
    final Diagnostics byHand = new Diagnostics(fixture.counters, fixture.errors, now::get);
    final PipelineSettings settings = PipelineSettings.of(Fixture.choice(Threading.INLINE, 1));
    final Pipeline<TestSlot> pipeline =
        new Pipeline<>(ring, List.of(stage), TestSlot::free, settings, byHand);
    for (final long cost : new long[] {30, 70, 50}) {
      Fixture.publish(ring.producer(0), cost);
      pipeline.runTurn();
    }
    assertEquals(70, fixture.counters.snapshot().get("stage.s.longest_cycle_ns"));
  }

  @Test
  void shouldRunStageWithTheFaultItThrew() {
    final RecordingStage stage = new RecordingStage("s", 0);
    stage.faultOn = 0;
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    publish(1);
    pipeline.runTurn();
    assertSame(IllegalArgumentException.class, stage.faults.getFirst().getClass());
  }

  private void publish(final int count) {
    for (int i = 0; i < count; i++) {
      Fixture.publish(ring.producer(0), i);
    }
  }
}
