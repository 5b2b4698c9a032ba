// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import java.util.List;

/**
 * Guesses what somebody meant.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Nearest {
  private Nearest() {}

  /** {@code ", did you mean 'X'?"}, or nothing when no candidate is near. */
  public static String hint(final String given, final List<String> candidates) {
    String best = null;
    int least = Math.max(2, given.length() / 2);
    for (final String candidate : candidates) {
      final int distance = distance(given, candidate);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return best == null ? "" : ", did you mean '" + best + "'?";
  }

  /** Levenshtein's distance. */
  private static int distance(final String a, final String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      final int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        final int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
