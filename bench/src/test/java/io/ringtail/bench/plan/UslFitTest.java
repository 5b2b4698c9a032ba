// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.plan.UslFit.Point;
import io.ringtail.bench.result.ResultFile;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.SampleRuns;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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

  @Test
  void shouldSeeAQueueInARateLatencyCurve() {
    final List<Round> rounds = new ArrayList<>();
    for (double rate = 1000; rate < 10_000; rate += 1000) {
      // M/M/1 with μ = 10,000 (and 20 µs besides): N = ρ / (1 − ρ), so X = μN / (1 + N): λ = μ / 2,
      // σ = 1 / 2, κ = 0.
      rounds.add(SampleRuns.round(0, rate, 10, Math.log(2) / (10_000 - rate) * 1e9));
    }
    final UslFit fit = UslFit.of(RateCurve.of(rounds)).fit().orElseThrow();
    assertEquals(5_000, fit.lambda(), 500);
    assertEquals(0.5, fit.sigma(), 0.1);
    assertEquals(0, fit.kappa(), 0.005);
  }

  @Test
  void shouldFitResultsOfSeveralSizes(@TempDir final Path folder) {
    final List<String> args = new ArrayList<>();
    for (int cores = 1; cores <= 5; cores++) {
      final Path file = folder.resolve(cores + ".json");
      ResultFile.write(SampleRuns.run(SampleRuns.target("A", 1000 * cores, 10)), file);
      args.add(cores + "=" + file);
    }
    final StringWriter text = new StringWriter();
    final CommandLine line = new CommandLine(new ScaleCommand());
    line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
    assertEquals(0, line.execute(args.toArray(String[]::new)), text.toString());
    assertTrue(text.toString().contains("σ = 0.00, κ = 0.00"), text.toString());
    assertEquals(1, line.execute(args.subList(0, 4).toArray(String[]::new)), text.toString());
    assertTrue(text.toString().contains("no fit: 4 distinct points"), text.toString());
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
