// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

/**
 * Arrays of power-of-two lengths to lend out, kept in one stack per length.
 *
 * <p>Owner: Router. Allocates: what the stacks do not hold; they hold no more than a bounded number
 * of bytes.
 */
public final class ByteArrays {
  private static final int SMALLEST_BITS = 9;
  private static final int LARGEST_BITS = 23;
  private static final int RETAINED_BYTES_PER_LENGTH = 1 << 20;

  private final byte[][][] stacks = new byte[LARGEST_BITS - SMALLEST_BITS + 1][][];
  private final int[] counts = new int[stacks.length];

  /** An array of at least this length, with whatever is in it. */
  public byte[] take(final int length) {
    final int stack = stackOf(length);
    if (stack >= stacks.length) {
      return new byte[length];
    }
    if (counts[stack] == 0) {
      return new byte[1 << stack + SMALLEST_BITS];
    }
    final byte[] taken = stacks[stack][--counts[stack]];
    stacks[stack][counts[stack]] = null;
    return taken;
  }

  /** Takes it back. */
  public void give(final byte[] array) {
    final int stack = stackOf(array.length);
    if (stack >= stacks.length) {
      return;
    }
    if (stacks[stack] == null) {
      stacks[stack] = new byte[Math.max(1, RETAINED_BYTES_PER_LENGTH / array.length)][];
    }
    if (counts[stack] < stacks[stack].length) {
      stacks[stack][counts[stack]++] = array;
    }
  }

  private static int stackOf(final int length) {
    final int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, length) - 1);
    return Math.max(bits, SMALLEST_BITS) - SMALLEST_BITS;
  }
}
