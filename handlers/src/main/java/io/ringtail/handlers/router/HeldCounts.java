// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import java.util.Arrays;

/**
 * Inbound numbers of a stream's stanzas that are not dealt with yet, because an account is being
 * loaded or a store is being asked: the stream's {@code h} stays below the lowest.
 *
 * <p>Owner: Router. Allocates: to grow past the most held before.
 */
final class HeldCounts {
  private static final int[] NONE = {};

  private int[] numbers = NONE;
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** Numbers come in order. */
  void add(final int number) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(4, count * 2));
    }
    numbers[count++] = number;
  }

  /** True when the lowest was removed: {@code h} moves. */
  boolean remove(final int number) {
    for (int i = 0; i < count; i++) {
      if (numbers[i] == number) {
        System.arraycopy(numbers, i + 1, numbers, i, count - i - 1);
        count--;
        if (count == 0) {
          numbers = NONE;
        }
        return i == 0;
      }
    }
    return false;
  }

  int lowest() {
    return numbers[0];
  }
}
