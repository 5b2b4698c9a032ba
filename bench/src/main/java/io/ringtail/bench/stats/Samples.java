// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import java.util.Arrays;

/**
 * Order statistics of small samples.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class Samples {
  private Samples() {}

  /** {@code NaN} for an empty sample; unknown values ({@code NaN}) are left out. */
  public static double median(final double... values) {
    return quantile(known(values), 0.5);
  }

  /** Linear interpolation between the two nearest order statistics. */
  static double quantile(final double[] values, final double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    final double[] sorted = values.clone();
    Arrays.sort(sorted);
    final double place = share * (sorted.length - 1);
    final int below = (int) place;
    final int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Without the {@code NaN}s. */
  public static double[] known(final double... values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  /** (max − min) / median: what five repeats are judged by. */
  public static double spread(final double... values) {
    final double[] known = known(values);
    if (known.length < 2) {
      return Double.NaN;
    }
    final double min = Arrays.stream(known).min().orElseThrow();
    final double max = Arrays.stream(known).max().orElseThrow();
    return (max - min) / median(known);
  }
}
