// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8 validation (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final int MALFORMED = -1;

  private Utf8() {}

  /** True when the range is complete, well-formed UTF-8; an empty range is. */
  public static boolean isValid(final byte[] bytes, final int start, final int end) {
    int at = start;
    while (true) {
      while (at + Long.BYTES <= end && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
      }
      if (at >= end) {
        return true;
      }
      at = bytes[at] >= 0 ? at + 1 : skipSequence(bytes, at, end);
      if (at == MALFORMED) {
        return false;
      }
    }
  }

  /** Position behind the multi-byte sequence at {@code at}. */
  private static int skipSequence(final byte[] bytes, final int at, final int end) {
    final int lead = bytes[at] & 0xFF;
    if (lead < 0xC2 || lead > 0xF4) {
      return MALFORMED; // a continuation byte, an overlong lead, or above U+10FFFF
    }
    final int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (at + length > end || !isSecond(lead, bytes[at + 1] & 0xFF)) {
      return MALFORMED;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xC0) != 0x80) {
        return MALFORMED;
      }
    }
    return at + length;
  }

  // RFC 3629 §4: four lead bytes narrow the range of the byte behind them
  private static boolean isSecond(final int lead, final int second) {
    final int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    final int greatest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return second >= least && second <= greatest;
  }
}
