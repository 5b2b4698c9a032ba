// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.result.Round.Point;

/**
 * Whether a warm-up has got anywhere: the server's CPU per delivered stanza and the median latency
 * of the last seconds no longer move.
 *
 * <p>Owner: main thread. Allocates: at construction.
 */
final class Steadiness {
  private static final int SECONDS = 4;
  private static final double SPREAD = 0.15;
  private static final double HARMLESS_NS = 100_000;
  // Of CPU accounted in ticks of 10 ms, what a second can be off by.
  private static final double HARMLESS_US = 0.5;

  private final double[] medians = new double[SECONDS];
  private final double[] costs = new double[SECONDS];
  private double cpuSeconds = Double.NaN;
  private int seen;

  void take(final Point point, final double serverSeconds) {
    final double us = (serverSeconds - cpuSeconds) * 1e6 / Math.max(1, point.receivedPerSecond());
    cpuSeconds = serverSeconds;
    medians[seen % SECONDS] = point.p50Ns();
    costs[seen % SECONDS] = us;
    seen++;
  }

  boolean isSteady() {
    // The first cost has no look before it.
    return seen > SECONDS && isClose(medians, HARMLESS_NS) && isClose(costs, HARMLESS_US);
  }

  /** Whether the values lie close together. */
  private static boolean isClose(final double[] values, final double harmless) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (final double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least <= harmless || most - least <= SPREAD * most;
  }
}
