// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
  @Test
  void shouldSpaceEvenArrivalsEvenly() {
    final Arrivals arrivals = new Arrivals(false, 1);
    arrivals.rate(1000, 5_000);
    final long first = arrivals.take();

    assertEquals(1_000_000, arrivals.take() - first, 1);
    assertEquals(1_000_000, arrivals.dueNs() - first - 1_000_000, 1);
  }

  @Test
  void shouldKeepTheRateOfPoissonArrivals() {
    final Arrivals arrivals = new Arrivals(true, 7);
    arrivals.rate(10_000, 0);
    final int count = 100_000;
    long last = 0;
    for (int i = 0; i < count; i++) {
      last = arrivals.take();
    }

    assertEquals(10.0, last / 1e9, 0.2);
  }

  @Test
  void shouldOweNothingWhenStopped() {
    final Arrivals arrivals = new Arrivals(true, 7);
    assertEquals(Long.MAX_VALUE, arrivals.dueNs());
    arrivals.rate(10, 0);
    arrivals.rate(0, 0);
    assertEquals(Long.MAX_VALUE, arrivals.dueNs());
  }
}
