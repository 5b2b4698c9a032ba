// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap of medians, seeded: the same rounds always give the same interval.
 *
 * <p>With five rounds a 95 % interval is exactly minimum to maximum (a resample's median is the
 * minimum with probability 5.8 %), which covers the true median in 93.75 % of all cases; it narrows
 * from seven rounds on.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class Bootstrap {
  static final int RESAMPLES = 10_000;

  private final double confidence;
  private final long seed;

  public Bootstrap(final double confidence, final long seed) {
    this.confidence = confidence;
    this.seed = seed;
  }

  /** 95 %, as the report uses it. */
  public static Bootstrap standard() {
    return new Bootstrap(0.95, 20_251_126L);
  }

  public Interval median(final double... values) {
    final double[] known = Samples.known(values);
    if (known.length == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    final SplittableRandom random = new SplittableRandom(seed);
    final double[] medians = new double[RESAMPLES];
    final double[] scratch = new double[known.length];
    for (int i = 0; i < RESAMPLES; i++) {
      medians[i] = resampledMedian(known, scratch, random);
    }
    return interval(Samples.median(known), medians);
  }

  /** Of median(b) / median(a). */
  public Interval ratio(final double[] a, final double[] b) {
    final double[] knownA = Samples.known(a);
    final double[] knownB = Samples.known(b);
    if (knownA.length == 0 || knownB.length == 0) {
      return new Interval(Double.NaN, Double.NaN, Double.NaN);
    }
    final SplittableRandom random = new SplittableRandom(seed);
    final double[] ratios = new double[RESAMPLES];
    final double[] scratchA = new double[knownA.length];
    final double[] scratchB = new double[knownB.length];
    for (int i = 0; i < RESAMPLES; i++) {
      ratios[i] =
          resampledMedian(knownB, scratchB, random) / resampledMedian(knownA, scratchA, random);
    }
    return interval(Samples.median(knownB) / Samples.median(knownA), ratios);
  }

  private Interval interval(final double median, final double[] resampled) {
    final double tail = (1 - confidence) / 2;
    Arrays.sort(resampled);
    // Order statistics, not interpolated ones: an interval of medians ends at values that occurred.
    final int cut = (int) Math.floor(tail * resampled.length);
    return new Interval(median, resampled[cut], resampled[resampled.length - 1 - cut]);
  }

  private static double resampledMedian(
      final double[] values, final double[] scratch, final SplittableRandom random) {
    for (int i = 0; i < scratch.length; i++) {
      scratch[i] = values[random.nextInt(values.length)];
    }
    Arrays.sort(scratch);
    final int middle = scratch.length / 2;
    return scratch.length % 2 == 1 ? scratch[middle] : (scratch[middle - 1] + scratch[middle]) / 2;
  }
}
