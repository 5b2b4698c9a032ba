// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.plan.UslFit.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UslFitTest {
  private static final long SEED = 3;

  @Test
  void shouldRecoverTheParametersOfExactData() {
    final UslFit fit =
        UslFit.of(points(1000, 0.05, 0.002, 0, 1, 2, 4, 8, 16, 32)).fit().orElseThrow();
    assertEquals(1000, fit.lambda(), 1e-6);
    assertEquals(0.05, fit.sigma(), 1e-9);
    assertEquals(0.002, fit.kappa(), 1e-9);
    assertEquals(Math.sqrt(0.95 / 0.002), fit.peak().orElseThrow(), 1e-6);
    assertTrue(fit.residuals().stream().allMatch(r -> Math.abs(r) < 1e-9));
  }

  @Test
  void shouldRecoverThemApproximatelyUnderNoise() {
    final UslFit fit =
        UslFit.of(points(1000, 0.05, 0.002, 0.02, 1, 1, 2, 2, 4, 4, 8, 8, 16, 16, 32, 32))
            .fit()
            .orElseThrow();
    assertEquals(1000, fit.lambda(), 60, "seed " + SEED);
    assertEquals(0.05, fit.sigma(), 0.02, "seed " + SEED);
    assertEquals(0.002, fit.kappa(), 0.0005, "seed " + SEED);
  }

  @Test
  void shouldNotInventNegativeCosts() {
    final UslFit fit =
        UslFit.of(
                List.of(
                    new Point(1, 100),
                    new Point(2, 204),
                    new Point(3, 309),
                    new Point(4, 418),
                    new Point(5, 527)))
            .fit()
            .orElseThrow();
    assertEquals(0, fit.sigma());
    assertEquals(0, fit.kappa());
    assertTrue(fit.peak().isEmpty());
  }

  @Test
  void shouldRefuseToExtrapolate() {
    final UslFit fit = UslFit.of(points(1000, 0.02, 0.0001, 0, 1, 2, 4, 6, 8)).fit().orElseThrow();
    assertTrue(fit.at(8).isPresent());
    assertTrue(fit.at(9).isEmpty());
    assertTrue(fit.at(0.5).isEmpty());
    assertTrue(fit.peak().isEmpty(), "the peak lies beyond what was measured");
  }

  @Test
  void shouldRefuseTooFewPointsAndDataThatDoNotFit() {
    assertTrue(
        UslFit.of(points(1000, 0, 0, 0, 1, 2, 4, 8)).refusal().contains("4 distinct points"));
    final UslFit.Outcome wild =
        UslFit.of(
            List.of(
                new Point(1, 100),
                new Point(2, 20),
                new Point(3, 300),
                new Point(4, 30),
                new Point(5, 400)));
    assertTrue(wild.fit().isEmpty());
    assertTrue(wild.refusal().contains("misses a point"), wild.refusal());
  }

  private static List<Point> points(
      final double lambda,
      final double sigma,
      final double kappa,
      final double noise,
      final double... units) {
    final SplittableRandom random = new SplittableRandom(SEED);
    final List<Point> points = new ArrayList<>();
    for (final double n : units) {
      final double x = lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
      points.add(new Point(n, x * (1 + noise * random.nextGaussian())));
    }
    return points;
  }
}
