// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Usage;
import io.ringtail.bench.stats.Figure;
import io.ringtail.bench.stats.Samples;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The rounds at one offered rate, as one point of the rate–latency curve: medians over them.
 *
 * <p>Owner: anyone. Allocates: once per point.
 *
 * @param meanMs mean latency, for Little's law
 * @param serverCores CPU seconds per second of the server
 * @param keptUp whether what was sent was received within a second, with at most 2 % missing
 * @param generatorBound whether the rounds are void although the server kept up: it was not the
 *     server that ended here
 */
public record RatePoint(
    double ratePerSecond,
    double receivedPerSecond,
    double meanMs,
    double p50Ms,
    double p99Ms,
    double serverCores,
    boolean keptUp,
    boolean generatorBound) {
  private static final double MISSING = 0.02;
  private static final double HOPELESS_MS = 1_000;
  private static final double NS_PER_MS = 1e6;

  /** All of one rate; at least one. */
  static RatePoint of(final List<Round> rounds) {
    final List<Round> valid = rounds.stream().filter(round -> round.validity().isValid()).toList();
    final List<Round> quoted = valid.isEmpty() ? rounds : valid;
    final boolean behind = quoted.stream().anyMatch(RatePoint::fellBehind);
    return new RatePoint(
        quoted.getFirst().ratePerSecond(),
        Samples.median(Figure.RECEIVED.of(quoted)),
        Samples.median(quoted.stream().mapToDouble(RatePoint::meanMs).toArray()),
        Samples.median(Figure.P50.of(quoted)),
        Samples.median(Figure.P99.of(quoted)),
        Samples.median(quoted.stream().mapToDouble(RatePoint::serverCores).toArray()),
        !behind,
        valid.isEmpty() && !behind);
  }

  /** What was sent did not come back in time, or not at all: that is the server's doing. */
  private static boolean fellBehind(final Round round) {
    return round.rates().receivedPerSecond() < round.rates().sentPerSecond() * (1 - MISSING)
        || Figure.P99.of(round) > HOPELESS_MS;
  }

  boolean meets(final double objectiveMs) {
    return keptUp && !generatorBound && p99Ms <= objectiveMs;
  }

  private static double meanMs(final Round round) {
    final Histogram histogram = round.latency().histogram();
    return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getMean() / NS_PER_MS;
  }

  private static double serverCores(final Round round) {
    final Usage.ProcessCost server = round.usage().processes().get(Usage.SERVER);
    return server == null ? Double.NaN : server.coresUsed();
  }
}
