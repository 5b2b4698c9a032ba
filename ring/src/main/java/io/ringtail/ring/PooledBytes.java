// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import org.agrona.BitUtil;
import org.agrona.concurrent.ManyToManyConcurrentArrayQueue;

/**
 * A bounded pool of big byte arrays, by powers of two, for what exceeds a slot's inline bytes.
 *
 * <p>An empty pool is pressure: {@code tryAcquire} returns null, the loop stops reading and tries
 * later. Arrays are made when first needed, so that a small node pays for none.
 *
 * <p>Owner: any thread; an array belongs to who acquired it until it is released, once. Allocates:
 * up to the bound of each size, then never.
 */
public final class PooledBytes {
  private static final class SizeClass extends PaddedLong {
    private final int lengthBytes;
    private final int maxArrays;
    private final ManyToManyConcurrentArrayQueue<byte[]> free;

    SizeClass(final int lengthBytes, final int maxArrays) {
      this.lengthBytes = lengthBytes;
      this.maxArrays = maxArrays;
      this.free = new ManyToManyConcurrentArrayQueue<>(Math.max(2, maxArrays));
    }

    byte[] tryAcquire() {
      final byte[] pooled = free.poll();
      return pooled != null ? pooled : tryMake();
    }

    /** The padded value counts the arrays made. */
    private byte[] tryMake() {
      long made;
      do {
        made = getVolatile();
        if (made >= maxArrays) {
          return null;
        }
      } while (!replace(made, made + 1));
      return new byte[lengthBytes];
    }

    void release(final byte[] bytes) {
      // The queue has room for all arrays, yet may refuse while a slow thread is in the middle of a
      // poll one lap behind: then the array is let go and another may be made in its place.
      if (!free.offer(bytes)) {
        addAndFetch(-1);
      }
    }
  }

  private final SizeClass[] classes;
  private final int smallestShift;

  /**
   * @param smallestBytes length of the smallest arrays, rounded up to a power of two
   * @param largestBytes length of the largest, likewise
   * @param maxArraysPerSize how many arrays of each length there may ever be
   */
  public PooledBytes(final int smallestBytes, final int largestBytes, final int maxArraysPerSize) {
    this.smallestShift = shiftFor(smallestBytes);
    this.classes = new SizeClass[shiftFor(largestBytes) - smallestShift + 1];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new SizeClass(1 << (smallestShift + i), maxArraysPerSize);
    }
  }

  /** An array of at least this length, or null: none is free, or it is longer than any. */
  public byte[] tryAcquire(final int lengthBytes) {
    for (int i = Math.max(0, shiftFor(lengthBytes) - smallestShift); i < classes.length; i++) {
      final byte[] bytes = classes[i].tryAcquire();
      if (bytes != null) {
        return bytes;
      }
    }
    return null;
  }

  /** Gives an array back; its length says where it belongs. */
  public void release(final byte[] bytes) {
    final int index = shiftFor(bytes.length) - smallestShift;
    if (index < 0 || index >= classes.length || Integer.bitCount(bytes.length) != 1) {
      throw new IllegalArgumentException("not of this pool: " + bytes.length + " bytes");
    }
    classes[index].release(bytes);
  }

  /** The longest array there is. */
  public int largestBytes() {
    return classes[classes.length - 1].lengthBytes;
  }

  /** Arrays made and not let go, of all lengths. */
  public int made() {
    int sum = 0;
    for (final SizeClass sizeClass : classes) {
      sum += (int) sizeClass.getAcquire();
    }
    return sum;
  }

  private static int shiftFor(final int lengthBytes) {
    return Integer.numberOfTrailingZeros(
        BitUtil.findNextPositivePowerOfTwo(Math.max(1, lengthBytes)));
  }
}
