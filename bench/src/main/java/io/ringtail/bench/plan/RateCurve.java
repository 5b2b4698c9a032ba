// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Round.LoadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rate–latency curve of one target: points by rising offered rate, the critical rates and the
 * knee.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public record RateCurve(List<RatePoint> points) {
  /** The p99 objectives that are reported, in milliseconds. */
  public static final List<Integer> OBJECTIVES_MS = List.of(10, 25, 50, 75, 100);

  private static final int KNEE_POINTS = 5;
  private static final double KNEE_BEND = 0.1;

  /**
   * A critical rate.
   *
   * @param ratePerSecond the highest measured rate that met the objective
   * @param failedAt the lowest measured rate that did not; {@code NaN} if none failed, so that the
   *     critical rate is at least the one given
   * @param generatorBound whether the search ended because the generator could not offer more
   */
  public record Critical(double ratePerSecond, double failedAt, boolean generatorBound) {
    public boolean isBracketed() {
      return !Double.isNaN(failedAt);
    }
  }

  public RateCurve {
    points = List.copyOf(points);
  }

  /** Of the open-loop rounds; repeats of a rate are merged. */
  public static RateCurve of(final List<Round> rounds) {
    final TreeMap<Double, List<Round>> byRate = new TreeMap<>();
    for (final Round round : rounds) {
      if (round.load() != LoadModel.CLOSED) {
        byRate.computeIfAbsent(round.ratePerSecond(), rate -> new ArrayList<>()).add(round);
      }
    }
    return new RateCurve(byRate.values().stream().map(RatePoint::of).toList());
  }

  /** Empty if even the lowest rate failed, or was void. */
  public Optional<Critical> critical(final double objectiveMs) {
    double met = Double.NaN;
    for (final RatePoint point : points) {
      if (point.meets(objectiveMs)) {
        met = point.ratePerSecond();
      } else if (Double.isNaN(met)) {
        return Optional.empty();
      } else {
        // A void point says nothing of the server: it bounds the search, not the answer.
        final boolean generator = point.generatorBound();
        return Optional.of(
            new Critical(met, generator ? Double.NaN : point.ratePerSecond(), generator));
      }
    }
    return Double.isNaN(met) ? Optional.empty() : Optional.of(new Critical(met, Double.NaN, false));
  }

  /**
   * Where latency turns up: the point farthest below the chord of the normalised curve (Kneedle),
   * with p99 clipped at the loosest objective so that one hopeless last point does not decide.
   * Empty for fewer than five points or a curve that does not bend.
   */
  public Optional<RatePoint> knee() {
    final List<RatePoint> usable = points.stream().filter(p -> !p.generatorBound()).toList();
    if (usable.size() < KNEE_POINTS) {
      return Optional.empty();
    }
    final double clip = OBJECTIVES_MS.getLast();
    final RatePoint first = usable.getFirst();
    final RatePoint last = usable.getLast();
    final double low = Math.min(first.p99Ms(), clip);
    final double rise = Math.min(last.p99Ms(), clip) - low;
    RatePoint best = null;
    double bend = KNEE_BEND;
    for (final RatePoint point : usable) {
      final double x =
          (point.ratePerSecond() - first.ratePerSecond())
              / (last.ratePerSecond() - first.ratePerSecond());
      final double y = (Math.min(point.p99Ms(), clip) - low) / rise;
      if (rise > 0 && x - y > bend) {
        bend = x - y;
        best = point;
      }
    }
    return Optional.ofNullable(best);
  }
}
