// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import java.util.Collection;
import java.util.Locale;

/**
 * Finds the known word somebody probably meant, by edit distance.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Nearest {
  private Nearest() {}

  /** The sentence to append to an error, or nothing when no word is near. */
  public static String hint(final String written, final Collection<String> known) {
    final String word = find(written, known);
    return word == null ? "" : "; did you mean '" + word + "'?";
  }

  /**
   * The nearest word, or null when all differ in more than a third of their letters; a word that
   * was only begun counts as near.
   */
  public static String find(final String written, final Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(2, written.length() / 3) + 1;
    for (final String word : known) {
      final int distance = nearness(written.toLowerCase(Locale.ROOT), word);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = word;
      }
    }
    return best;
  }

  private static int nearness(final String written, final String word) {
    final boolean begun = written.length() >= 3 && word.startsWith(written);
    return begun ? Math.min(2, distance(written, word)) : distance(written, word);
  }

  /** Letters inserted, removed, replaced or swapped with their neighbour. */
  static int distance(final String a, final String b) {
    final int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(
      final int[][] cost, final String a, final String b, final int i, final int j) {
    final int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    final int edited = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
    int least = Math.min(edited, cost[i - 1][j - 1] + replaced);
    if (i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1)) {
      least = Math.min(least, cost[i - 2][j - 2] + 1);
    }
    return least;
  }
}
