// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RankTestTest {
  private static final double TINY = 1e-12;

  @Test
  void shouldGiveTheTabulatedProbabilityOfCompleteSeparation() {
    assertEquals(
        2.0 / 252,
        RankTest.mannWhitney(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, 10}),
        TINY);
    assertEquals(
        2.0 / 20, RankTest.mannWhitney(new double[] {1, 2, 3}, new double[] {4, 5, 6}), TINY);
  }

  @Test
  void shouldGiveTheTabulatedProbabilityOfAnOverlap() {
    // U = 4 of 5 against 5: 12 of 252 arrangements on either side (Mann and Whitney's table,
    // 0.048).
    assertEquals(
        24.0 / 252,
        RankTest.mannWhitney(new double[] {1, 2, 3, 4, 9}, new double[] {5, 6, 7, 8, 10}),
        TINY);
  }

  @Test
  void shouldSeeNothingInEqualSamples() {
    assertEquals(1, RankTest.mannWhitney(new double[] {3, 3, 3}, new double[] {3, 3, 3}), TINY);
    assertEquals(1, RankTest.signedRank(new double[] {1, 2}, new double[] {1, 2}), TINY);
  }

  @Test
  void shouldCountTiesExactly() {
    // Ranks 1, 2.5 | 2.5, 4: of six choices of two, four are at least as far from the middle.
    assertEquals(4.0 / 6, RankTest.mannWhitney(new double[] {1, 2}, new double[] {2, 3}), TINY);
  }

  @Test
  void shouldNeedSixPairsForSignificance() {
    final double[] base = {10, 20, 30, 40, 50, 60};
    final double[] worse = {11, 22, 33, 44, 55, 66};
    assertEquals(2.0 / 64, RankTest.signedRank(base, worse), TINY);
    assertTrue(2.0 / 32 > Comparison.SIGNIFICANCE);
  }
}
