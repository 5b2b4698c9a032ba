// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.client;

import java.util.BitSet;

/**
 * Checks the numbers of one direction: every one once, in order.
 *
 * <p>Owner: the generator's loop. Allocates: to grow with the numbers seen.
 */
final class Tally {
  private final BitSet seen = new BitSet();
  private int highest = -1;
  private int doubled;
  private int reordered;

  void received(final int number) {
    if (seen.get(number)) {
      doubled++;
      return;
    }
    seen.set(number);
    if (number < highest) {
      reordered++;
    } else {
      highest = number;
    }
  }

  int received() {
    return seen.cardinality();
  }

  int doubled() {
    return doubled;
  }

  int reordered() {
    return reordered;
  }
}
