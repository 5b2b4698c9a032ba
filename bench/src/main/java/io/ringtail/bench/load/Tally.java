// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import java.util.Arrays;

/**
 * Checks the numbers of one flow at one receiver: each once, in order.
 *
 * <p>Owner: the receiver's loop. Allocates: when more numbers come than were expected.
 */
public final class Tally {
  private long[] seen;
  private int distinct;
  private int highest = -1;
  private int doubled;
  private int reordered;

  public Tally(final int expected) {
    seen = new long[(expected >>> 6) + 1];
  }

  /** False when this number has been here before. */
  public boolean take(final int number) {
    final int word = number >>> 6;
    if (word >= seen.length) {
      seen = Arrays.copyOf(seen, Math.max(word + 1, 2 * seen.length));
    }
    final long bit = 1L << number;
    if ((seen[word] & bit) != 0) {
      doubled++;
      return false;
    }
    seen[word] |= bit;
    distinct++;
    if (number < highest) {
      reordered++;
    } else {
      highest = number;
    }
    return true;
  }

  public int distinct() {
    return distinct;
  }

  public int doubled() {
    return doubled;
  }

  public int reordered() {
    return reordered;
  }
}
