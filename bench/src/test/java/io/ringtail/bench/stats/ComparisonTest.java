// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.stats.Comparison.Verdict;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final long SEED = 11;
  private static final double MATTERS = 0.05;

  @Test
  void shouldDetectTenPercentInThreePercentOfNoise() {
    final SplittableRandom random = new SplittableRandom(SEED);
    int found = 0;
    for (int trial = 0; trial < 100; trial++) {
      final Comparison comparison =
          Comparison.ofRuns(noisy(random, 10, 7), noisy(random, 11, 7), MATTERS);
      found += comparison.verdict() == Verdict.HIGHER ? 1 : 0;
    }
    assertTrue(found >= 90, "seed " + SEED + ": found " + found + " of 100");
  }

  @Test
  void shouldNotCallNoiseAChange() {
    final SplittableRandom random = new SplittableRandom(SEED);
    int called = 0;
    for (int trial = 0; trial < 200; trial++) {
      final Comparison comparison =
          Comparison.ofRuns(noisy(random, 10, 7), noisy(random, 10, 7), MATTERS);
      called += comparison.verdict() == Verdict.SAME ? 0 : 1;
    }
    assertTrue(called <= 4, "seed " + SEED + ": called " + called + " of 200");
  }

  @Test
  void shouldUsePairsToSeeThroughAMachineThatDrifts() {
    final double[] before = {10, 12, 15, 19, 24, 30, 37};
    final double[] after = new double[before.length];
    for (int i = 0; i < before.length; i++) {
      after[i] = before[i] * (1.09 + 0.005 * i);
    }
    assertEquals(Verdict.HIGHER, Comparison.ofPairs(before, after, MATTERS).verdict());
    assertEquals(Verdict.SAME, Comparison.ofRuns(before, after, MATTERS).verdict());
  }

  @Test
  void shouldSayThatThreeRoundsAreTooFew() {
    assertEquals(
        Verdict.TOO_FEW,
        Comparison.ofRuns(new double[] {1, 1, 1}, new double[] {9, 9, 9}, MATTERS).verdict());
  }

  @Test
  void shouldIgnoreAConsistentChangeThatDoesNotMatter() {
    final double[] before = {10.00, 10.01, 10.02, 10.03, 10.04};
    final double[] after = {10.10, 10.11, 10.12, 10.13, 10.14};
    final Comparison comparison = Comparison.ofRuns(before, after, MATTERS);
    assertTrue(comparison.pValue() < Comparison.SIGNIFICANCE);
    assertEquals(Verdict.SAME, comparison.verdict());
  }

  private static double[] noisy(final SplittableRandom random, final double median, final int n) {
    final double[] sample = new double[n];
    for (int i = 0; i < n; i++) {
      sample[i] = median * (1 + 0.03 * random.nextGaussian());
    }
    return sample;
  }
}
