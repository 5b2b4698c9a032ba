// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final long SEED = 7;

  @Test
  void shouldCoverTheTrueMedianAboutAsOftenAsItClaims() {
    final SplittableRandom random = new SplittableRandom(SEED);
    int covered = 0;
    for (int trial = 0; trial < 200; trial++) {
      final double[] sample = new double[15];
      for (int i = 0; i < sample.length; i++) {
        sample[i] = -Math.log(1 - random.nextDouble()); // skewed, median ln 2
      }
      covered += Bootstrap.standard().median(sample).contains(Math.log(2)) ? 1 : 0;
    }
    assertTrue(
        covered >= 180 && covered < 200, "seed " + SEED + ": covered " + covered + " of 200");
  }

  @Test
  void shouldSpanMinimumToMaximumOfFiveRounds() {
    assertEquals(new Interval(3, 1, 9), Bootstrap.standard().median(9, 1, 3, 2, 4));
  }

  @Test
  void shouldGiveTheSameIntervalForTheSameRounds() {
    final double[] rounds = {5, 7, 6, 9, 8, 6.5, 7.5};
    assertEquals(Bootstrap.standard().median(rounds), Bootstrap.standard().median(rounds));
  }

  @Test
  void shouldLeaveUnknownValuesOut() {
    assertEquals(2, Bootstrap.standard().median(1, Double.NaN, 2, 3).median());
    assertTrue(Double.isNaN(Bootstrap.standard().median(Double.NaN).median()));
  }

  @Test
  void shouldPutTheRatioOfMediansInsideItsInterval() {
    final Interval ratio =
        Bootstrap.standard()
            .ratio(new double[] {10, 11, 9, 10, 12}, new double[] {20, 22, 18, 21, 19});
    assertEquals(2, ratio.median());
    assertTrue(ratio.low() > 1.4 && ratio.high() < 2.6, ratio.toString());
  }
}
