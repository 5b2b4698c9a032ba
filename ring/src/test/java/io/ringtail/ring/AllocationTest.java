// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.agrona.concurrent.MessageHandler;
import org.junit.jupiter.api.Test;

/** The hot paths allocate nothing per slot, record or answer after warm-up. */
class AllocationTest {
  private static final int WARM_UP = 200_000;
  private static final int MEASURED = 100_000;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final Fixture fixture = new Fixture();

  @Test
  void shouldAllocateNothingPerSlotInline() {
    final InboundRing<TestSlot> ring = fixture.ring(64, 1);
    final Pipeline<TestSlot> pipeline =
        fixture.pipeline(ring, Threading.INLINE, List.of(new Quiet("a"), new Quiet("b")));
    runInline(ring, pipeline, WARM_UP);
    final long before = threads.getCurrentThreadAllocatedBytes();
    runInline(ring, pipeline, MEASURED);
    assertEquals(0, (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED);
  }

  @Test
  void shouldAllocateNothingPerSlotOnTheStageThreads() throws InterruptedException {
    final InboundRing<TestSlot> ring = fixture.ring(1024, 1);
    final List<Quiet> stages = List.of(new Quiet("a"), new Quiet("b"));
    final Pipeline<TestSlot> pipeline = fixture.pipeline(ring, Threading.DEDICATED, stages);
    pipeline.start();
    publishAndWait(ring, stages.getLast(), WARM_UP);
    final long before = allocatedBy(stages);
    publishAndWait(ring, stages.getLast(), WARM_UP + MEASURED);
    assertEquals(0, (allocatedBy(stages) - before) / MEASURED);
    pipeline.drainAndStop(Fixture.DEADLINE_NS);
  }

  @Test
  void shouldAllocateNothingPerLaneRecord() {
    final Lane lane = new Lane(4096, 256);
    final byte[] bytes = new byte[100];
    final LaneWaker waker = new LaneWaker(Runnable::run, () -> {});
    final MessageHandler handler = (type, buffer, index, length) -> {};
    runLane(lane, waker, bytes, handler, WARM_UP);
    final long before = threads.getCurrentThreadAllocatedBytes();
    runLane(lane, waker, bytes, handler, MEASURED);
    assertEquals(0, (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED);
  }

  @Test
  void shouldAllocateNothingPerAnswerAndPooledArray() {
    final AnswerQueue<String> queue = new AnswerQueue<>(8, () -> {});
    final PooledBytes pool = new PooledBytes(1024, 4096, 4);
    runAnswers(queue, pool, WARM_UP);
    final long before = threads.getCurrentThreadAllocatedBytes();
    runAnswers(queue, pool, MEASURED);
    assertEquals(0, (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED);
  }

  private static void runInline(
      final InboundRing<TestSlot> ring, final Pipeline<TestSlot> pipeline, final int count) {
    for (int i = 0; i < count; i++) {
      Fixture.publish(ring.producer(0), i);
      pipeline.runTurn();
    }
  }

  private static void publishAndWait(
      final InboundRing<TestSlot> ring, final Quiet last, final long until) {
    for (long i = last.seen; i < until; i++) {
      while (!Fixture.publish(ring.producer(0), i)) {
        Thread.yield();
      }
    }
    Fixture.await(() -> last.seen == until);
  }

  private static void runLane(
      final Lane lane,
      final LaneWaker waker,
      final byte[] bytes,
      final MessageHandler handler,
      final int count) {
    for (int i = 0; i < count; i++) {
      lane.begin(1, Long.BYTES + 100);
      lane.putLong(i);
      lane.putBytes(bytes, 0, 50);
      lane.putBytes(bytes, 50, 50);
      lane.end();
      waker.wake();
      lane.drain(handler, 8);
    }
  }

  private static void runAnswers(
      final AnswerQueue<String> queue, final PooledBytes pool, final int count) {
    for (int i = 0; i < count; i++) {
      queue.reserve();
      queue.offer("answer");
      queue.drain(answer -> {}, 8);
      pool.release(pool.tryAcquire(2000));
    }
  }

  private long allocatedBy(final List<Quiet> stages) {
    long sum = 0;
    for (final Quiet stage : stages) {
      sum += threads.getThreadAllocatedBytes(stage.threadId);
    }
    return sum;
  }

  private static final class Quiet implements Stage<TestSlot> {
    private final String name;
    volatile long threadId;
    volatile long seen;

    Quiet(final String name) {
      this.name = name;
    }

    @Override
    public String roleName() {
      return name;
    }

    @Override
    public void onStart() {
      threadId = Thread.currentThread().threadId();
    }

    @Override
    public void onSlot(final TestSlot slot, final long sequence, final boolean endOfBatch) {
      seen++;
    }

    @Override
    public void onFault(final TestSlot slot, final Throwable fault) {}
  }
}
