// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND_NS = 1_000_000_000L;

  @Test
  void shouldKeepTheRateHoweverOftenItIsAsked() {
    final Pace pace = new Pace(400, 0);
    int taken = 0;
    for (long nowNs = 0; nowNs < 10 * SECOND_NS; nowNs += 100_000) {
      while (pace.waitNs(nowNs) <= 0) {
        pace.take(nowNs);
        taken++;
      }
    }
    assertTrue(taken >= 4_000 && taken <= 4_020, () -> "not 400 a second");
  }

  @Test
  void shouldSaveUpNoMoreThanAFewWhileNobodyComes() {
    final Pace pace = new Pace(400, 0);
    final long nowNs = 3_600 * SECOND_NS;
    int atOnce = 0;
    while (pace.waitNs(nowNs) <= 0) {
      pace.take(nowNs);
      atOnce++;
    }
    assertEquals(20, atOnce);
  }

  @Test
  void shouldSlowDownWhileEachTakesLong() {
    final Pace pace = new Pace(400, 0);
    int taken = 0;
    for (long nowNs = 0; nowNs < 10 * SECOND_NS; nowNs += 100_000) {
      if (pace.waitNs(nowNs) <= 0) {
        pace.take(nowNs);
        pace.charge(nowNs, 7_500_000);
        taken++;
      }
    }
    assertTrue(taken >= 1_000 && taken <= 1_020, () -> "not 100 a second");
    assertEquals(10_000_000, pace.usualGapNs(), 1_000);
  }

  @Test
  void shouldLetOneGoAtATimeWhereTheRateIsLow() {
    final Pace pace = new Pace(2, 0);
    pace.take(0);
    assertEquals(SECOND_NS / 2, pace.waitNs(0));
  }
}
