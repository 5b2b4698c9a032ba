// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.live;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.HdrHistogram.Histogram;

/**
 * Histograms as the dashboard draws them: latencies in microseconds at fixed percentiles.
 *
 * <p>Owner: anyone, stateless. Allocates: per histogram.
 */
public final class Curves {
  /** Where a curve is looked at; denser towards the end, which is what operators ask about. */
  static final double[] PERCENTILES = {
    0, 10, 25, 50, 60, 70, 80, 85, 90, 93, 95, 97, 98, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 100
  };

  static final double MICROSECOND = 1e3;

  private Curves() {}

  /** {@code {"n": samples, "v": [µs at each percentile]}}. */
  public static void put(final ObjectNode into, final String name, final Histogram histogram) {
    final ObjectNode curve = into.putObject(name);
    curve.put("n", histogram.getTotalCount());
    final ArrayNode values = curve.putArray("v");
    for (final double percentile : PERCENTILES) {
      values.add(micros(histogram.getValueAtPercentile(percentile)));
    }
  }

  /** {@code [p50, p99, p99.9, max]} in µs; nothing where nothing was recorded. */
  public static void putPoint(final ObjectNode into, final String name, final Histogram histogram) {
    if (histogram.getTotalCount() > 0) {
      into.putArray(name)
          .add(micros(histogram.getValueAtPercentile(50)))
          .add(micros(histogram.getValueAtPercentile(99)))
          .add(micros(histogram.getValueAtPercentile(99.9)))
          .add(micros(histogram.getMaxValue()));
    }
  }

  static double micros(final long ns) {
    return Math.round(ns / MICROSECOND * 100) / 100.0;
  }
}
