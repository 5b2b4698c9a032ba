// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * Hash of address bytes, keyed per process so that nobody can choose colliding names.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class JidHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long WORD_KEY;
  private static final long STATE_KEY;

  static {
    final SecureRandom random = new SecureRandom();
    WORD_KEY = random.nextLong();
    STATE_KEY = random.nextLong();
  }

  private JidHash() {}

  static int of(final byte[] bytes, final int start, final int end) {
    long state = end - start;
    int at = start;
    while (at + Long.BYTES <= end) {
      state = mix((long) LONGS.get(bytes, at), state);
      at += Long.BYTES;
    }
    long rest = 0;
    while (at < end) {
      rest = rest << 8 | bytes[at++] & 0xFF;
    }
    state = mix(rest, state);
    return (int) (state ^ state >>> 32);
  }

  // Both halves of the product of keyed words: without the keys no difference can be steered.
  private static long mix(final long word, final long state) {
    final long a = word ^ WORD_KEY;
    final long b = state ^ STATE_KEY;
    return a * b ^ Math.unsignedMultiplyHigh(a, b);
  }
}
