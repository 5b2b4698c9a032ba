// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Looks for the critical rates with few rounds: climbs by a factor until the loosest objective
 * fails, then halves the bracket of each objective until it is narrow.
 *
 * <p>Owner: the thread that runs it. Allocates: per round.
 */
public final class SaturationSearch {
  /** Where to begin, how far to go and how closely to look. */
  public record Plan(
      double fromPerSecond, double toPerSecond, double factor, double precision, int maxRounds) {
    /** Doubles from {@code from}; brackets within 10 %. */
    public static Plan from(final double from) {
      return new Plan(from, Double.POSITIVE_INFINITY, 2, 0.10, 24);
    }
  }

  private final RateProbe probe;
  private final Plan plan;
  private final List<Round> rounds = new ArrayList<>();

  public SaturationSearch(final RateProbe probe, final Plan plan) {
    this.probe = probe;
    this.plan = plan;
  }

  /** All rounds it asked for, in order. */
  public List<Round> run() throws InterruptedException {
    climb();
    for (final int objectiveMs : RateCurve.OBJECTIVES_MS.reversed()) {
      narrow(objectiveMs);
    }
    return List.copyOf(rounds);
  }

  private void climb() throws InterruptedException {
    double rate = plan.fromPerSecond();
    while (rate <= plan.toPerSecond() && hasBudget() && measure(rate)) {
      rate *= plan.factor();
    }
  }

  private void narrow(final double objectiveMs) throws InterruptedException {
    OptionalDouble next = between(objectiveMs);
    while (next.isPresent() && hasBudget()) {
      measure(next.getAsDouble());
      next = between(objectiveMs);
    }
  }

  /** The middle of the bracket, unless it is narrow enough or there is none. */
  private OptionalDouble between(final double objectiveMs) {
    final RateCurve curve = RateCurve.of(rounds);
    final Optional<RateCurve.Critical> critical = curve.critical(objectiveMs);
    final double met = critical.map(RateCurve.Critical::ratePerSecond).orElse(0.0);
    final double failed =
        curve.points().stream()
            .filter(point -> !point.meets(objectiveMs))
            .mapToDouble(RatePoint::ratePerSecond)
            .filter(rate -> rate > met)
            .min()
            .orElse(Double.NaN);
    final boolean tooLow = met == 0 && failed < plan.fromPerSecond() / 4;
    if (Double.isNaN(failed) || tooLow || failed - met <= plan.precision() * failed) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((met + failed) / 2);
  }

  private boolean measure(final double rate) throws InterruptedException {
    final Round round = probe.at(rate);
    rounds.add(round);
    return RatePoint.of(List.of(round)).meets(RateCurve.OBJECTIVES_MS.getLast());
  }

  private boolean hasBudget() {
    return rounds.size() < plan.maxRounds();
  }
}
