// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineTest {
  private static final int SLOTS = 5_000;

  private final Fixture fixture = new Fixture();

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED", "DEDICATED"})
  void shouldPassEverySlotThroughAllStagesInOrderInEveryMode(final Threading mode)
      throws InterruptedException {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final List<RecordingStage> stages = stages(4);
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, mode, stages);
    pipeline.start();
    publishAll(ring.producer(0), pipeline);
    final DrainReport report = pipeline.drainAndStop(Fixture.DEADLINE_NS);
    assertTrue(report.isComplete(), report::toString);
    for (final RecordingStage stage : stages) {
      assertEquals(SLOTS, stage.numbers.size());
      assertEquals(0, stage.wrongOrder);
      for (int i = 0; i < SLOTS; i++) {
        assertEquals(i, stage.numbers.getLong(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SHARED", "DEDICATED"})
  void shouldLoseNothingWhenStoppedWhileLoopsPublish(final Threading mode)
      throws InterruptedException {
    final InboundRing<TestSlot> ring = fixture.ring(64, 2);
    final List<RecordingStage> stages = stages(3);
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, mode, stages);
    pipeline.start();
    final long[] published = new long[2];
    final Thread[] loops = new Thread[2];
    for (int i = 0; i < loops.length; i++) {
      final int index = i;
      loops[i] =
          Thread.ofPlatform().start(() -> published[index] = publishUntilClosed(ring, index));
    }
    Fixture.await(() -> stages.getLast().seen > 1_000);
    final DrainReport report = pipeline.drainAndStop(Fixture.DEADLINE_NS);
    for (final Thread loop : loops) {
      loop.join();
    }
    assertTrue(report.isComplete(), report::toString);
    assertEquals(published[0] + published[1], stages.getLast().seen);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHARED", "DEDICATED"})
  void shouldWakeParkedStagesForSingleSlot(final Threading mode) throws InterruptedException {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final List<RecordingStage> stages = stages(3);
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, mode, stages);
    pipeline.start();
    for (int i = 0; i < 20; i++) {
      final long expected = i + 1;
      Fixture.await(() -> isParked(stages.getFirst().startedOn));
      Fixture.publish(ring.producer(0), i);
      Fixture.await(() -> stages.getLast().seen == expected);
    }
    assertTrue(pipeline.drainAndStop(Fixture.DEADLINE_NS).isComplete());
  }

  @ParameterizedTest
  @EnumSource
  void shouldPassSlotsWithEveryIdleStrategy(final Idle idle) throws InterruptedException {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final List<RecordingStage> stages = stages(2);
    final ThreadingChoice shared =
        new ThreadingChoice(Threading.SHARED, 1, 1, idle, List.of(), "for a test");
    final Pipeline<TestSlot> pipeline =
        new Pipeline<>(
            ring, stages, TestSlot::free, PipelineSettings.of(shared), fixture.diagnostics);
    pipeline.start();
    Fixture.publish(ring.producer(0), 1);
    assertTrue(pipeline.drainAndStop(Fixture.DEADLINE_NS).isComplete());
    assertEquals(1, stages.getLast().seen);
  }

  @Test
  void shouldPinStageThreadsAndReportWhatCannotBe() throws InterruptedException {
    final int cpu = CpuBudget.ofThisProcess().allowedCpus().getLast();
    final ThreadingChoice pinned =
        new ThreadingChoice(
            Threading.DEDICATED, 1, 2, Idle.BACKOFF, List.of(cpu, 5000), "for a test");
    final Pipeline<TestSlot> pipeline =
        new Pipeline<>(
            fixture.ring(64, 1),
            stages(2),
            TestSlot::free,
            PipelineSettings.of(pinned),
            fixture.diagnostics);
    pipeline.start();
    assertEquals(List.of("affinity"), fixture.firstFaults);
    assertTrue(pipeline.drainAndStop(Fixture.DEADLINE_NS).isComplete());
  }

  @Test
  void shouldFlushAfterFaultOnTheLastSlotOfBatch() {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final RecordingStage stage = new RecordingStage("s", 0);
    stage.faultOn = 1;
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    Fixture.publish(ring.producer(0), 0);
    Fixture.publish(ring.producer(0), 1);
    pipeline.runTurn();
    assertEquals(List.of(false), stage.batchEnds);
    assertEquals(2, stage.cycles, "housekeeping follows the batch, to flush what it gathered");
  }

  @Test
  void shouldCloseEachDedicatedStageOnItsOwnThread() throws InterruptedException {
    final List<RecordingStage> stages = stages(3);
    final Pipeline<TestSlot> pipeline =
        fixture.pipeline(fixture.ring(64, 1), Threading.DEDICATED, stages);
    pipeline.start();
    pipeline.drainAndStop(Fixture.DEADLINE_NS);
    for (final RecordingStage stage : stages) {
      assertSame(stage.startedOn, stage.closedOn);
      assertEquals("ringtail-" + stage.roleName(), stage.closedOn.getName());
    }
    assertNotSame(stages.get(0).closedOn, stages.get(1).closedOn);
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED", "DEDICATED"})
  void shouldCloseStagesInOrder(final Threading mode) throws InterruptedException {
    final AtomicReference<List<String>> closed = new AtomicReference<>(List.of());
    final List<Stage<TestSlot>> stages = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      stages.add(closing("s" + i, closed));
    }
    final Pipeline<TestSlot> pipeline = fixture.pipeline(fixture.ring(64, 1), mode, stages);
    pipeline.start();
    pipeline.drainAndStop(Fixture.DEADLINE_NS);
    assertEquals(List.of("s0", "s1", "s2"), closed.get());
  }

  @Test
  void shouldNotEnterTheStagesTwiceInline() {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final AtomicReference<Pipeline<TestSlot>> self = new AtomicReference<>();
    final List<Integer> nested = new ArrayList<>();
    final RecordingStage stage =
        new RecordingStage("s", 0) {
          @Override
          public void onSlot(final TestSlot slot, final long sequence, final boolean endOfBatch) {
            super.onSlot(slot, sequence, endOfBatch);
            nested.add(self.get().runTurn());
          }
        };
    self.set(fixture.pipeline(ring, Threading.INLINE, List.of(stage)));
    Fixture.publish(ring.producer(0), 1);
    Fixture.publish(ring.producer(0), 2);
    assertEquals(2, self.get().runTurn());
    assertEquals(List.of(0, 0), nested);
    assertEquals(2, stage.seen);
  }

  @Test
  void shouldDrainFollowUpWorkBeforeTheTurnEnds() {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final FollowUpStage stage = new FollowUpStage();
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.INLINE, List.of(stage));
    Fixture.publish(ring.producer(0), 5);
    pipeline.runTurn();
    assertEquals(0, stage.owed);
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED", "DEDICATED"})
  void shouldReportSlotsLeftWhenStageHoldsThemPastTheDeadline(final Threading mode)
      throws InterruptedException {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final List<RecordingStage> stages = stages(2);
    stages.getLast().ready = false;
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, mode, stages);
    pipeline.start();
    Fixture.publish(ring.producer(0), 1);
    final DrainReport report = pipeline.drainAndStop(1_000_000);
    assertEquals(1, report.slotsLeft());
    assertFalse(report.isComplete());
  }

  @ParameterizedTest
  @EnumSource(names = {"INLINE", "SHARED", "DEDICATED"})
  void shouldRefuseToStartWhenStageFailsToStart(final Threading mode) throws InterruptedException {
    final RecordingStage broken =
        new RecordingStage("broken", 0) {
          @Override
          public void onStart() {
            throw new IllegalStateException("no disk");
          }
        };
    final Pipeline<TestSlot> pipeline =
        fixture.pipeline(fixture.ring(64, 1), mode, List.of(broken));
    final IllegalStateException refusal =
        assertThrows(IllegalStateException.class, pipeline::start);
    assertTrue(refusal.getMessage().contains("no disk"), refusal.getMessage());
    pipeline.drainAndStop(Fixture.DEADLINE_NS);
  }

  @Test
  void shouldRejectInlineStagesBehindSeveralLoops() {
    final InboundRing<TestSlot> ring = fixture.ring(64, 2);
    assertThrows(
        IllegalArgumentException.class, () -> fixture.pipeline(ring, Threading.INLINE, stages(1)));
  }

  private static List<RecordingStage> stages(final int count) {
    final List<RecordingStage> stages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      stages.add(new RecordingStage("stage" + i, i));
    }
    return stages;
  }

  private static Stage<TestSlot> closing(
      final String name, final AtomicReference<List<String>> closed) {
    return new RecordingStage(name, 0) {
      @Override
      public void onClose() {
        final List<String> longer = new ArrayList<>(closed.get());
        longer.add(roleName());
        closed.set(longer);
      }
    };
  }

  private static void publishAll(
      final RingProducer<TestSlot> producer, final Pipeline<TestSlot> pipeline) {
    for (int i = 0; i < SLOTS; i++) {
      while (!Fixture.publish(producer, i)) {
        runOrYield(pipeline);
      }
    }
  }

  private static void runOrYield(final Pipeline<TestSlot> pipeline) {
    if (pipeline.mode() == Threading.INLINE) {
      pipeline.runTurn();
    } else {
      Thread.yield();
    }
  }

  private static long publishUntilClosed(final InboundRing<TestSlot> ring, final int index) {
    long published = 0;
    while (ring.isOpen()) {
      if (Fixture.publish(ring.producer(index), published)) {
        published++;
      } else {
        Thread.yield();
      }
    }
    return published;
  }

  private static boolean isParked(final Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** Owes one piece of work per unit of the slot's number, and does one per cycle. */
  private static final class FollowUpStage extends RecordingStage {
    long owed;

    FollowUpStage() {
      super("follow-up", 0);
    }

    @Override
    public void onSlot(final TestSlot slot, final long sequence, final boolean endOfBatch) {
      owed += slot.number;
    }

    @Override
    public int onCycle() {
      if (owed == 0) {
        return 0;
      }
      owed--;
      return 1;
    }
  }
}
