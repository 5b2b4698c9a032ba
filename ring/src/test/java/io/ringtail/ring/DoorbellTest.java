// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DoorbellTest {
  private static final long VERY_LONG_NS = 3_600_000_000_000L;

  @Test
  void shouldWakeTheParkedThread() throws InterruptedException {
    final Doorbell doorbell = new Doorbell();
    final Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  doorbell.announce();
                  doorbell.park(VERY_LONG_NS);
                });
    Fixture.await(() -> waiter.getState() == Thread.State.TIMED_WAITING);
    doorbell.ring();
    waiter.join();
    assertFalse(waiter.isAlive());
  }

  @Test
  void shouldNotParkWhenRungSinceTheAnnouncement() throws InterruptedException {
    final Doorbell doorbell = new Doorbell();
    final Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  doorbell.announce();
                  doorbell.ring();
                  doorbell.park(VERY_LONG_NS);
                });
    waiter.join();
    assertFalse(waiter.isAlive());
  }

  @Test
  void shouldLoseNoWakeUpBetweenTwoThreadsThatTakeTurns() throws InterruptedException {
    final int turns = 1_000;
    final AtomicLong published = new AtomicLong();
    final AtomicLong consumed = new AtomicLong();
    final Doorbell doorbell = new Doorbell();
    final Thread waiter =
        Thread.ofPlatform().start(() -> consume(doorbell, published, consumed, turns));
    for (int i = 1; i <= turns; i++) {
      published.setRelease(i);
      doorbell.ring();
      while (consumed.getAcquire() < i) {
        Thread.yield();
      }
    }
    waiter.join();
    assertEquals(turns, consumed.get());
  }

  private static void consume(
      final Doorbell doorbell,
      final AtomicLong published,
      final AtomicLong consumed,
      final int turns) {
    while (consumed.getPlain() < turns) {
      doorbell.announce();
      if (published.getAcquire() == consumed.getPlain()) {
        doorbell.park(VERY_LONG_NS);
      } else {
        doorbell.retract();
      }
      consumed.setRelease(published.getAcquire());
    }
  }
}
