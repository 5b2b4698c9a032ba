// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What the scanners know about single bytes of XML, and searching for one.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class XmlBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;

  private XmlBytes() {}

  /** XML 1.0 §2.3, production S. */
  static boolean isSpace(final byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** True for the bytes that may follow a name in well-formed markup, and some that may not. */
  static boolean endsName(final byte b) {
    return b <= '>'
        && b >= 0
        && (b == '>' || b == '/' || b == '=' || b == '<' || b == '\'' || b == '"' || isSpace(b));
  }

  static int skipSpace(final byte[] buffer, final int from, final int to) {
    int at = from;
    while (at < to && isSpace(buffer[at])) {
      at++;
    }
    return at;
  }

  static int skipName(final byte[] buffer, final int from, final int to) {
    int at = from;
    while (at < to && !endsName(buffer[at])) {
      at++;
    }
    return at;
  }

  static int indexOf(final byte wanted, final byte[] buffer, final int from, final int to) {
    int at = from;
    while (at < to && buffer[at] != wanted) {
      at++;
    }
    return at;
  }

  /** The same, eight bytes at a time: for long stretches without a hit. */
  static int indexOf8(final byte wanted, final byte[] buffer, final int from, final int to) {
    final long pattern = ONES * wanted;
    int at = from;
    while (at + Long.BYTES <= to) {
      final long zeroWhereEqual = (long) LONGS.get(buffer, at) ^ pattern;
      final long found = zeroWhereEqual - ONES & ~zeroWhereEqual & HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3); // the lowest hit is exact
      }
      at += Long.BYTES;
    }
    return indexOf(wanted, buffer, at, to);
  }

  /** True when the range holds an ASCII control character that XML 1.0 §2.2 forbids. */
  static boolean hasControl(final byte[] buffer, final int from, final int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to) {
        final long word = (long) LONGS.get(buffer, at);
        if ((word - ONES * ' ' & ~word & HIGH_BITS) == 0) {
          at += Long.BYTES; // no byte below the space
          continue;
        }
      }
      if (buffer[at] >= 0 && buffer[at] < ' ' && !isSpace(buffer[at])) {
        return true;
      }
      at++;
    }
    return false;
  }

  /** XML 1.0 §2.2, production Char. */
  static boolean isCharacter(final int c) {
    return c >= 0x20 && c <= 0xD7FF
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000 && c <= 0x10FFFF;
  }
}
