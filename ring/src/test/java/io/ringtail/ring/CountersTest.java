// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountersTest {
  private final Counters counters = new Counters();

  @Test
  void shouldSnapshotCountersAndGaugesInOrder() {
    final Counter b = counters.counter("b");
    counters.gauge("a", () -> 7);
    b.increment();
    b.add(4);
    assertEquals(List.of("b", "a"), List.copyOf(counters.snapshot().keySet()));
    assertEquals(5, counters.snapshot().get("b"));
    assertEquals(7, counters.snapshot().get("a"));
  }

  @Test
  void shouldKeepTheMaximum() {
    final Counter longest = counters.counter("longest");
    longest.max(5);
    longest.max(3);
    assertEquals(5, longest.get());
    longest.set(1);
    assertEquals(1, longest.get());
  }

  @Test
  void shouldRefuseTheSameNameTwice() {
    counters.counter("a");
    assertThrows(IllegalArgumentException.class, () -> counters.counter("a"));
  }

  @Test
  void shouldNameItself() {
    assertEquals("a", counters.counter("a").name());
  }
}
