// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpiryTest {
  private static final class Item extends Expiry {
    private boolean canceled;
  }

  private final Expiry.Wheel wheel = new Expiry.Wheel();
  private final List<Expiry> expired = new ArrayList<>();
  private long nowMs = 1_800_000_000_123L;

  private Item add(final long inMs) {
    final Item item = new Item();
    wheel.add(item, nowMs + inMs);
    return item;
  }

  private void advance(final long ms) {
    nowMs += ms;
    wheel.advance(nowMs, Integer.MAX_VALUE, expired::add);
  }

  @Test
  void shouldExpireWithinASecondOfTheDeadlineAndNotBefore() {
    wheel.advance(nowMs, 1, expired::add);
    final Item item = add(5_000);
    advance(4_999);
    assertEquals(List.of(), expired);
    advance(1_001);
    assertEquals(List.of(item), expired);
    assertFalse(item.isOnWheel());
  }

  @Test
  void shouldLeaveTheRestForTheNextTimeWhenManyAreDue() {
    wheel.advance(nowMs, 1, expired::add);
    for (int i = 0; i < 10; i++) {
      add(1_000);
    }
    nowMs += 3_000;
    for (int i = 1; i <= 4; i++) {
      wheel.advance(nowMs, 3, expired::add);
      assertEquals(Math.min(10, 3 * i), expired.size());
    }
  }

  @Test
  void shouldExpireEveryItemOnceUnlessCanceled() {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final List<Item> items = new ArrayList<>();
    int canceled = 0;
    for (int step = 0; step < 5_000; step++) {
      items.add(add(random.nextInt(3_000_000)));
      final Item some = items.get(random.nextInt(items.size()));
      if (some.isOnWheel() && random.nextInt(4) == 0) {
        wheel.cancel(some);
        some.canceled = true;
        canceled++;
      }
      advance(random.nextInt(2_000));
      for (final Item item : items) {
        final boolean mustBeThere = !item.canceled && item.deadlineMs > nowMs;
        if (mustBeThere && !item.isOnWheel()) {
          throw new AssertionError("expired too early, seed " + seed);
        }
      }
    }
    advance(4_000_000);
    advance(2_000);
    assertEquals(items.size() - canceled, expired.size(), "seed " + seed);
  }
}
