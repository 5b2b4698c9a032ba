// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import io.ringtail.perf.latency.LatencyBoard;
import io.ringtail.perf.latency.LatencySeries;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The recorders' histograms as classic Prometheus histograms.
 *
 * <p>Owner: the thread that scrapes. Allocates: per scrape.
 */
final class LatencyMetrics {
  private static final double[] BOUNDS = {
    10e-6,
    25e-6,
    50e-6,
    100e-6,
    250e-6,
    500e-6,
    1e-3,
    2.5e-3,
    5e-3,
    10e-3,
    25e-3,
    50e-3,
    100e-3,
    250e-3,
    500e-3,
    1,
    2.5,
    5,
    10,
    Double.POSITIVE_INFINITY
  };
  private static final double NS = 1e9;

  private LatencyMetrics() {}

  static void add(final SeriesBuilder out, final LatencyBoard board) {
    board.look(series -> add(out, series));
  }

  private static void add(final SeriesBuilder out, final LatencySeries series) {
    final Histogram since = series.sinceStart();
    final long[] counts = new long[BOUNDS.length];
    double sum = 0;
    int bucket = 0;
    for (final HistogramIterationValue value : since.recordedValues()) {
      final double seconds = value.getValueIteratedTo() / NS;
      while (seconds > BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket] += value.getCountAtValueIteratedTo();
      sum +=
          since.medianEquivalentValue(value.getValueIteratedTo())
              * (value.getCountAtValueIteratedTo() / NS);
    }
    name(out, series, counts, sum);
  }

  private static void name(
      final SeriesBuilder out, final LatencySeries series, final long[] counts, final double sum) {
    if (series.stage().equals(LatencyBoard.TURN)) {
      out.histogram("ringtail_loop_turn_seconds", "Turns of the I/O loops.", BOUNDS, counts, sum);
      return;
    }
    out.histogram(
        "ringtail_stage_duration_seconds",
        "How long sampled stanzas took in each stage; total is from the read to the end of the"
            + " flush.",
        BOUNDS,
        counts,
        sum,
        "stage",
        series.stage(),
        "kind",
        series.kind());
    if (series.stage().equals(LatencyBoard.TOTAL) && series.kind().equals("message")) {
      out.histogram(
          "c2s_message_processed_time_seconds",
          "From the read of a message to its write, sampled.",
          BOUNDS,
          counts,
          sum);
    }
  }
}
