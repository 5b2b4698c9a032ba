// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TallyTest {
  @Test
  void shouldCountEveryNumberOnce() {
    final Tally tally = new Tally(4);
    for (final int number : new int[] {0, 1, 3, 2, 2, 500, 4}) {
      tally.take(number);
    }

    assertEquals(6, tally.distinct());
    assertEquals(1, tally.doubled());
    assertEquals(2, tally.reordered());
  }
}
