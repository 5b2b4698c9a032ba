// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneWakerTest {
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger drains = new AtomicInteger();
  private final LaneWaker waker = new LaneWaker(tasks::add, drains::incrementAndGet);

  @Test
  void shouldSubmitOneTaskForManyWakes() {
    waker.wake();
    waker.wake();
    waker.wake();
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(1, drains.get());
  }

  @Test
  void shouldSubmitAgainAfterTheDrainBegan() {
    waker.wake();
    tasks.remove().run();
    waker.wake();
    assertEquals(1, tasks.size());
  }

  @Test
  void shouldSubmitAgainForWakeDuringTheDrain() {
    final Queue<Runnable> loop = new ArrayDeque<>();
    final LaneWaker[] self = new LaneWaker[1];
    self[0] = new LaneWaker(loop::add, () -> self[0].wake());
    self[0].wake();
    loop.remove().run();
    assertEquals(1, loop.size());
  }
}
