// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

/**
 * One figure of two targets or two runs, compared.
 *
 * <p>Owner: anyone. Allocates: per call.
 *
 * @param ratio median(B) / median(A) with its bootstrap interval
 * @param pValue probability of a difference this consistent if there were none
 * @param test which rank test told it
 */
public record Comparison(
    Interval a, Interval b, Interval ratio, double pValue, String test, Verdict verdict) {
  /** Differences rarer than this by chance count. */
  public static final double SIGNIFICANCE = 0.05;

  /** What may be said. */
  public enum Verdict {
    /** B is higher, by at least the difference that matters. */
    HIGHER,
    /** B is lower, by at least the difference that matters. */
    LOWER,
    /** No difference that is both consistent and large enough to matter. */
    SAME,
    /** Too few rounds to ever tell. */
    TOO_FEW
  }

  /** Two runs at different times: rounds are not pairs. */
  public static Comparison ofRuns(final double[] a, final double[] b, final double matters) {
    final double[] knownA = Samples.known(a);
    final double[] knownB = Samples.known(b);
    final boolean enough = leastMannWhitney(knownA.length, knownB.length) <= SIGNIFICANCE;
    final double p = enough ? RankTest.mannWhitney(knownA, knownB) : Double.NaN;
    return judged(knownA, knownB, matters, p, "Mann-Whitney");
  }

  /** Interleaved rounds of one run: {@code a[i]} ran next to {@code b[i]}. */
  public static Comparison ofPairs(final double[] a, final double[] b, final double matters) {
    final boolean pairs =
        a.length == b.length
            && a.length >= RankTest.MIN_PAIRS
            && Samples.known(a).length == a.length
            && Samples.known(b).length == b.length;
    return pairs
        ? judged(a, b, matters, RankTest.signedRank(a, b), "Wilcoxon signed-rank")
        : ofRuns(a, b, matters);
  }

  private static Comparison judged(
      final double[] a, final double[] b, final double matters, final double p, final String test) {
    final Bootstrap bootstrap = Bootstrap.standard();
    final Interval ratio = bootstrap.ratio(a, b);
    return new Comparison(
        bootstrap.median(a), bootstrap.median(b), ratio, p, test, verdict(ratio, matters, p));
  }

  private static Verdict verdict(final Interval ratio, final double matters, final double p) {
    if (Double.isNaN(p)) {
      return Verdict.TOO_FEW;
    }
    if (p > SIGNIFICANCE || Math.abs(ratio.median() - 1) < matters) {
      return Verdict.SAME;
    }
    return ratio.median() > 1 ? Verdict.HIGHER : Verdict.LOWER;
  }

  /** The smallest p that so many rounds can give: 2 of all choices of n out of n + m. */
  private static double leastMannWhitney(final int n, final int m) {
    double choices = 1;
    for (int i = 1; i <= n; i++) {
      choices = choices * (m + i) / i;
    }
    return 2 / choices;
  }
}
