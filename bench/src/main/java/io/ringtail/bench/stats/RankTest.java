// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import java.util.Arrays;

/**
 * Exact two-sided rank tests for few rounds, ties included.
 *
 * <p>{@link #mannWhitney} for two runs at different times; {@link #signedRank} (Wilcoxon) for
 * interleaved rounds of one run, where the pair shares the machine's mood of that minute. Both
 * distributions are counted, not approximated: with five rounds a normal approximation is wrong in
 * the second digit. Five against five can reach p = 0.008; five <em>pairs</em> only 0.0625, so the
 * paired test needs six.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class RankTest {
  /** The fewest pairs that can be significant at 5 %. */
  public static final int MIN_PAIRS = 6;

  private RankTest() {}

  /** The probability of rank sums at least this uneven if A and B were the same. */
  public static double mannWhitney(final double[] a, final double[] b) {
    final double[] all = new double[a.length + b.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    final int[] ranks = doubledRanks(all);
    int observed = 0;
    for (int i = 0; i < a.length; i++) {
      observed += ranks[i];
    }
    final int total = Arrays.stream(ranks).sum();
    // ways[k][s]: subsets of k rounds whose doubled ranks sum to s.
    final double[][] ways = new double[a.length + 1][total + 1];
    ways[0][0] = 1;
    for (final int rank : ranks) {
      for (int k = a.length; k > 0; k--) {
        for (int s = total; s >= rank; s--) {
          ways[k][s] += ways[k - 1][s - rank];
        }
      }
    }
    final double expected = (double) total * a.length / all.length;
    return shareAtLeastAsFar(ways[a.length], expected, Math.abs(observed - expected));
  }

  /** The same for pairs: {@code a[i]} and {@code b[i]} ran next to each other. */
  public static double signedRank(final double[] a, final double[] b) {
    final double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = b[i] - a[i];
    }
    final double[] moved = Arrays.stream(differences).filter(d -> d != 0).toArray();
    final int[] ranks = doubledRanks(Arrays.stream(moved).map(Math::abs).toArray());
    final int total = Arrays.stream(ranks).sum();
    int observed = 0;
    final double[] ways = new double[total + 1];
    ways[0] = 1;
    for (int i = 0; i < moved.length; i++) {
      observed += moved[i] > 0 ? ranks[i] : 0;
      for (int s = total; s >= ranks[i]; s--) {
        ways[s] += ways[s - ranks[i]];
      }
    }
    return shareAtLeastAsFar(ways, total / 2.0, Math.abs(observed - total / 2.0));
  }

  private static double shareAtLeastAsFar(
      final double[] ways, final double expected, final double distance) {
    double all = 0;
    double far = 0;
    for (int s = 0; s < ways.length; s++) {
      all += ways[s];
      if (Math.abs(s - expected) >= distance - 1e-9) {
        far += ways[s];
      }
    }
    return far / all;
  }

  /** Twice the mid-rank, which is whole even where values are tied. */
  private static int[] doubledRanks(final double[] values) {
    final int[] ranks = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      int smaller = 0;
      int same = 0;
      for (final double other : values) {
        smaller += other < values[i] ? 1 : 0;
        same += other == values[i] ? 1 : 0;
      }
      ranks[i] = 2 * smaller + same + 1;
    }
    return ranks;
  }
}
