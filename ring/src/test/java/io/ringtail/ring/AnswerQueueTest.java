// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerQueueTest {
  private final AtomicInteger wakes = new AtomicInteger();
  private final AnswerQueue<String> queue = new AnswerQueue<>(3, wakes::incrementAndGet);
  private final List<String> drained = new ArrayList<>();

  @Test
  void shouldRejectTheRequestNotTheAnswer() {
    assertTrue(queue.reserve());
    assertTrue(queue.reserve());
    assertTrue(queue.reserve());
    assertFalse(queue.reserve());
    queue.offer("a");
    queue.offer("b");
    queue.offer("c");
    assertEquals(3, queue.drain(drained::add, 10));
    assertEquals(List.of("a", "b", "c"), drained);
  }

  @Test
  void shouldFreeThePlaceWhenDrained() {
    queue.reserve();
    queue.offer("a");
    assertEquals(1, queue.reserved());
    queue.drain(drained::add, 10);
    assertEquals(0, queue.reserved());
  }

  @Test
  void shouldFreeThePlaceOfReleasedRequest() {
    queue.reserve();
    queue.release();
    assertEquals(0, queue.reserved());
  }

  @Test
  void shouldWakeTheLoopWithEachOffer() {
    queue.reserve();
    queue.offer("a");
    assertEquals(1, wakes.get());
  }

  @Test
  void shouldLeaveTheRestAboveTheLimit() {
    queue.reserve();
    queue.reserve();
    queue.offer("a");
    queue.offer("b");
    assertEquals(1, queue.drain(drained::add, 1));
    assertEquals(List.of("a"), drained);
  }

  @Test
  void shouldKeepWhatTheTakerCannotTakeYet() {
    for (final String answer : List.of("a", "b", "c")) {
      queue.reserve();
      queue.offer(answer);
    }
    assertEquals(1, queue.drainWhile(answer -> answer.equals("a"), 10));
    assertEquals(2, queue.reserved());
    assertEquals(2, queue.drainWhile(drained::add, 10));
    assertEquals(List.of("b", "c"), drained);
    assertEquals(0, queue.reserved());
  }

  @Test
  void shouldLetTheConsumerMakeTheNextRequest() {
    for (int i = 0; i < 3; i++) {
      queue.reserve();
      queue.offer("a");
    }
    queue.drain(answer -> assertTrue(queue.reserve()), 10);
    assertEquals(3, queue.reserved());
  }

  @Test
  void shouldFindAnswersWithoutReservation() {
    final AnswerQueue<String> small = new AnswerQueue<>(2, () -> {});
    small.offer("a");
    small.offer("b");
    assertThrows(IllegalStateException.class, () -> small.offer("c"));
  }

  @Test
  void shouldDeliverEveryAnswerOfManyThreads() throws InterruptedException {
    final int each = 1_000;
    final AnswerQueue<Integer> busy = new AnswerQueue<>(64, () -> {});
    final Thread[] askers = new Thread[3];
    for (int i = 0; i < askers.length; i++) {
      askers[i] = Thread.ofVirtual().start(() -> answer(busy, each));
    }
    final AtomicInteger sum = new AtomicInteger();
    Fixture.await(
        () -> {
          busy.drain(sum::addAndGet, 100);
          return sum.get() == 3 * each;
        });
    for (final Thread asker : askers) {
      asker.join();
    }
    assertEquals(0, busy.reserved());
  }

  private static void answer(final AnswerQueue<Integer> queue, final int count) {
    for (int i = 0; i < count; i++) {
      while (!queue.reserve()) {
        Thread.yield();
      }
      queue.offer(1);
    }
  }
}
