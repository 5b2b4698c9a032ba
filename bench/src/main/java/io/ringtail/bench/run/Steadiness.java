// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.result.Round.Point;
import io.ringtail.bench.stats.SteadyState;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether a warm-up has got anywhere: the server's CPU per delivered stanza and the median latency
 * of the last seconds no longer drift.
 *
 * <p>Owner: main thread. Allocates: per second.
 */
final class Steadiness {
  private static final int SECONDS = 6;
  private static final double TOLERANCE = 0.10;
  // A median this short is the sockets' own; what it drifts by is nobody's warm-up.
  private static final double HARMLESS_NS = 200_000;

  private final Deque<Double> medians = new ArrayDeque<>();
  private final Deque<Double> costs = new ArrayDeque<>();
  private double cpuSeconds = Double.NaN;

  void take(final Point point, final double serverSeconds) {
    final double spent = serverSeconds - cpuSeconds;
    cpuSeconds = serverSeconds;
    if (!Double.isNaN(spent)) {
      add(costs, spent / Math.max(1, point.receivedPerSecond()));
      add(medians, Math.max(HARMLESS_NS, point.p50Ns()));
    }
  }

  private static void add(final Deque<Double> series, final double value) {
    series.add(value);
    if (series.size() > SECONDS) {
      series.removeFirst();
    }
  }

  boolean isSteady() {
    return isSteady(medians) && isSteady(costs);
  }

  private static boolean isSteady(final Deque<Double> series) {
    // NaN, of too short a series, is not steady.
    final double drift =
        SteadyState.drift(series.stream().mapToDouble(Double::doubleValue).toArray());
    return Math.abs(drift) <= TOLERANCE;
  }
}
