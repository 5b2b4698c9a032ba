// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Round.LoadModel;
import io.ringtail.bench.result.TargetResult;
import io.ringtail.bench.stats.Bootstrap;
import io.ringtail.bench.stats.Figure;
import io.ringtail.bench.stats.Interval;
import io.ringtail.bench.stats.Samples;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * One target of one run as the report's summary shows it: the rounds that stand for it.
 *
 * <p>Where several rates were measured, the one with the most valid rounds stands for the target;
 * of equals the highest that was kept up with. Void rounds stand only for a target that has no
 * others, and everything about it is then marked void.
 *
 * <p>Owner: anyone. Allocates: once per report.
 *
 * @param colour place of the target's name among all names of the report
 * @param rounds those at the rate that stands for it; may be empty
 */
record Standing(LabRun run, TargetResult target, int colour, List<Round> rounds) {
  private static final double KEPT_UP = 0.98;
  private static final double NS_PER_US = 1e3;

  static Standing of(final LabRun run, final TargetResult target, final int colour) {
    final List<Round> valid = target.validRounds();
    final List<Round> chosen =
        (valid.isEmpty() ? target.rounds() : valid)
            .stream().collect(Collectors.groupingBy(Standing::group)).values().stream()
                .max(
                    Comparator.<List<Round>>comparingInt(List::size)
                        .thenComparingDouble(Standing::kept))
                .orElse(List.of());
    return new Standing(run, target, colour, chosen);
  }

  private static long group(final Round round) {
    return round.load() == LoadModel.CLOSED ? -1 : Math.round(round.ratePerSecond());
  }

  private static double kept(final List<Round> rounds) {
    final double received = Samples.median(Figure.RECEIVED.of(rounds));
    final double rate = rounds.getFirst().ratePerSecond();
    return received >= rate * KEPT_UP ? rate : 0;
  }

  /** Whether its figures may not be quoted. */
  boolean isVoid() {
    return !rounds.isEmpty() && target.validRounds().isEmpty();
  }

  /** Why there is no figure at all. */
  String absence() {
    return target.isOffered() ? "no round was measured" : "not offered: " + target.notOffered();
  }

  Interval interval(final Figure figure) {
    return Bootstrap.standard().median(figure.of(rounds));
  }

  double median(final Figure figure) {
    return Samples.median(figure.of(rounds));
  }

  /** The server's CPU in multiples of the minimal relay's on the same machine. */
  double floorMultiple(final Figure figure) {
    return median(figure) * NS_PER_US / run.floor().costNs(FloorCard.RELAY);
  }

  /** All latencies of the rounds that stand for it. */
  Histogram pooled() {
    final Histogram all = new Histogram(3);
    rounds.forEach(round -> all.add(round.latency().histogram()));
    return all;
  }

  /** For tables, where the word has no other place. */
  String markedLoadText() {
    return isVoid() ? "VOID, " + loadText() : loadText();
  }

  String loadText() {
    if (rounds.isEmpty()) {
      return Figures.UNKNOWN;
    }
    final Round first = rounds.getFirst();
    return first.load() == LoadModel.CLOSED
        ? "closed loop, " + Figures.count(median(Figure.RECEIVED)) + "/s"
        : Figures.count(first.ratePerSecond()) + "/s offered";
  }
}
