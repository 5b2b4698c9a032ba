// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Gunther's universal scalability law, {@code X(N) = λN / (1 + σ(N−1) + κN(N−1))}, fitted to
 * measured throughputs by least squares of relative errors.
 *
 * <p>λ is one unit's throughput, σ the share that queues (contention), κ the cost of agreeing
 * (coherence). The law describes; it does not promise: {@link #at} answers only inside the measured
 * range, and {@link #of} refuses fits that do not deserve the name.
 *
 * <p>Owner: anyone. Allocates: per call.
 *
 * @param residuals (measured − fitted) / measured, one per point
 */
public record UslFit(
    double lambda, double sigma, double kappa, List<Point> points, List<Double> residuals) {
  static final int MIN_POINTS = 5;
  static final double MAX_RESIDUAL = 0.15;

  private static final double MS_PER_SECOND = 1e3;

  /** Throughput at a number of units: cores, nodes, or messages under way. */
  public record Point(double units, double perSecond) {}

  /** A fit, or why there is none. */
  public record Outcome(Optional<UslFit> fit, String refusal) {}

  public UslFit {
    points = List.copyOf(points);
    residuals = List.copyOf(residuals);
  }

  public static Outcome of(final List<Point> measured) {
    final List<Point> points =
        measured.stream().filter(p -> p.units() > 0 && p.perSecond() > 0).toList();
    final long distinct = points.stream().mapToDouble(Point::units).distinct().count();
    if (distinct < MIN_POINTS) {
      return refused(distinct + " distinct points, at least " + MIN_POINTS + " are needed");
    }
    final UslFit fit = bestOf(points);
    final double worst = fit.residuals.stream().mapToDouble(Math::abs).max().orElse(0);
    if (worst > MAX_RESIDUAL) {
      return refused(
          String.format(
              Locale.ROOT,
              "the law misses a point by %.0f %%, more than %.0f %%: this is not how it scales",
              worst * 100,
              MAX_RESIDUAL * 100));
    }
    return new Outcome(Optional.of(fit), "");
  }

  /**
   * Of a rate–latency curve: by Little's law a rate keeps rate × mean latency messages under way,
   * and those are the units.
   */
  public static Outcome of(final RateCurve curve) {
    return of(
        curve.points().stream()
            .filter(point -> point.keptUp() && !point.generatorBound())
            .map(
                point ->
                    new Point(
                        point.receivedPerSecond() * point.meanMs() / MS_PER_SECOND,
                        point.receivedPerSecond()))
            .toList());
  }

  /** One line for a table or a terminal. */
  public String summary() {
    final double worst = residuals.stream().mapToDouble(Math::abs).max().orElse(0);
    final String peak =
        peak().isPresent()
            ? String.format(Locale.ROOT, "peak at %.3g units", peak().getAsDouble())
            : "no peak within what was measured";
    return String.format(
        Locale.ROOT,
        "λ = %.3g per second and unit, σ = %.3g, κ = %.3g; worst residual %.1f %%; %s",
        lambda,
        sigma,
        kappa,
        worst * 100,
        peak);
  }

  private static Outcome refused(final String reason) {
    return new Outcome(Optional.empty(), reason);
  }

  /** Inside the measured range only: empty beyond it. */
  public OptionalDouble at(final double units) {
    final double min = points.stream().mapToDouble(Point::units).min().orElseThrow();
    final double max = points.stream().mapToDouble(Point::units).max().orElseThrow();
    return units < min || units > max
        ? OptionalDouble.empty()
        : OptionalDouble.of(value(lambda, sigma, kappa, units));
  }

  /** Where throughput peaks, if that lies inside the measured range. */
  public OptionalDouble peak() {
    final double units = Math.sqrt((1 - sigma) / kappa);
    return kappa > 0 && at(units).isPresent() ? OptionalDouble.of(units) : OptionalDouble.empty();
  }

  private static double value(
      final double lambda, final double sigma, final double kappa, final double n) {
    return lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
  }

  /**
   * {@code N / X = a + b(N−1) + cN(N−1)} is linear in a = 1/λ, b = σ/λ, c = κ/λ; weighted by X/N
   * its errors are the relative ones. Where a solution has a negative σ or κ, which mean nothing,
   * that coefficient is held at zero: four small systems, the best admissible one wins.
   */
  private static UslFit bestOf(final List<Point> points) {
    UslFit best = null;
    double least = Double.POSITIVE_INFINITY;
    for (final int[] used : new int[][] {{0, 1, 2}, {0, 1}, {0, 2}, {0}}) {
      final double[] c = solve(points, used);
      final UslFit fit = fit(points, c);
      final double squares = fit.residuals.stream().mapToDouble(r -> r * r).sum();
      if (c[0] > 0 && c[1] >= 0 && c[2] >= 0 && squares < least) {
        least = squares;
        best = fit;
      }
    }
    return best;
  }

  private static UslFit fit(final List<Point> points, final double[] c) {
    final double lambda = 1 / c[0];
    final double sigma = Math.max(0, c[1] * lambda); // no −0
    final double kappa = Math.max(0, c[2] * lambda);
    final List<Double> residuals = new ArrayList<>();
    for (final Point p : points) {
      residuals.add(1 - value(lambda, sigma, kappa, p.units()) / p.perSecond());
    }
    return new UslFit(lambda, sigma, kappa, points, residuals);
  }

  private static double[] solve(final List<Point> points, final int[] used) {
    final int size = used.length;
    final double[][] normal = new double[size][size + 1];
    for (final Point p : points) {
      final double n = p.units();
      final double weight = p.perSecond() / n;
      final double[] terms = {weight, weight * (n - 1), weight * n * (n - 1)};
      for (int row = 0; row < size; row++) {
        for (int column = 0; column < size; column++) {
          normal[row][column] += terms[used[row]] * terms[used[column]];
        }
        normal[row][size] += terms[used[row]];
      }
    }
    final double[] solution = eliminate(normal);
    final double[] coefficients = new double[3];
    for (int i = 0; i < size; i++) {
      coefficients[used[i]] = solution[i];
    }
    return coefficients;
  }

  /** Gauss–Jordan with row pivots; three unknowns at most. */
  private static double[] eliminate(final double[][] rows) {
    final int size = rows.length;
    for (int pivot = 0; pivot < size; pivot++) {
      final int column = pivot;
      final int from = pivot;
      final double[] chosen =
          Arrays.stream(rows, from, size)
              .max((a, b) -> Double.compare(Math.abs(a[column]), Math.abs(b[column])))
              .orElseThrow();
      rows[Arrays.asList(rows).indexOf(chosen)] = rows[pivot];
      rows[pivot] = chosen;
      for (int row = 0; row < size; row++) {
        final double factor = row == pivot ? 0 : rows[row][pivot] / chosen[pivot];
        for (int k = pivot; k <= size; k++) {
          rows[row][k] -= factor * chosen[k];
        }
      }
    }
    final double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      solution[i] = rows[i][size] / rows[i][i];
    }
    return solution;
  }
}
