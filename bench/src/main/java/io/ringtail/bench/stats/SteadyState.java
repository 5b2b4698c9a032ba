// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import java.util.Arrays;

/**
 * Whether a series of seconds still drifts: its Theil–Sen slope (the median of all pairwise slopes,
 * deaf to single bad seconds) over the whole window, as a share of its median.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class SteadyState {
  /** A drift below this over the window is steady. */
  public static final double TOLERANCE = 0.05;

  /** Fewer seconds say nothing. */
  public static final int MIN_POINTS = 5;

  private SteadyState() {}

  /** Change over the window as a share of the median; {@code NaN} for too short a series. */
  public static double drift(final double... series) {
    if (series.length < MIN_POINTS) {
      return Double.NaN;
    }
    final double middle = Samples.median(series);
    return middle == 0 ? 0 : slope(series) * (series.length - 1) / middle;
  }

  public static boolean isSteady(final double... series) {
    return Math.abs(drift(series)) <= TOLERANCE;
  }

  /** The first second from which on the series is steady, or its length if there is none. */
  public static int settledFrom(final double... series) {
    for (int from = 0; from + MIN_POINTS <= series.length; from++) {
      if (isSteady(Arrays.copyOfRange(series, from, series.length))) {
        return from;
      }
    }
    return series.length;
  }

  private static double slope(final double[] series) {
    final double[] slopes = new double[series.length * (series.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < series.length; i++) {
      for (int j = i + 1; j < series.length; j++) {
        slopes[count++] = (series[j] - series[i]) / (j - i);
      }
    }
    return Samples.median(slopes);
  }
}
