// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.parser.ByteWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Gives time-ordered 64-bit ids: microseconds since 1970 above eight bits of node number. Each is
 * greater than the one before even where the clock stands still or steps back.
 *
 * <pre>
 *   63                                   8 7        0
 *  +--------------------------------------+----------+
 *  |  epoch µs, or one above the last      |   node   |
 *  +--------------------------------------+----------+
 * </pre>
 *
 * <p>Owner: Router; the conversions are for anyone. Allocates: never; conversions per call.
 */
public final class ArchiveIds {
  private static final int NODE_BITS = 8;
  private static final int RADIX = 32;
  private static final int DIGIT_BITS = 5;
  private static final long MICROS_PER_MS = 1_000;

  private final int node;
  private long last;

  /**
   * @param node 0 to 255
   * @param last the last id of the journal; 0 for an empty one
   */
  public ArchiveIds(final int node, final long last) {
    if (node < 0 || node >= 1 << NODE_BITS) {
      throw new IllegalArgumentException("node " + node);
    }
    this.node = node;
    this.last = last;
  }

  public long next(final long nowMs) {
    final long clock = nowMs * MICROS_PER_MS;
    final long above = (last >>> NODE_BITS) + 1;
    last = Math.max(clock, above) << NODE_BITS | node;
    return last;
  }

  /** The greatest id given so far. */
  public long last() {
    return last;
  }

  public static long toEpochMicros(final long id) {
    return id >>> NODE_BITS;
  }

  /** The lowest id of this moment. */
  public static long firstAt(final long epochMicros) {
    return epochMicros << NODE_BITS;
  }

  /** The lowest id of the last so many days. */
  public static long firstOfLast(final int days, final long nowMs) {
    return firstAt(TimeUnit.MILLISECONDS.toMicros(nowMs - TimeUnit.DAYS.toMillis(days)));
  }

  /** The highest id of this moment. */
  public static long lastAt(final long epochMicros) {
    return epochMicros << NODE_BITS | (1 << NODE_BITS) - 1;
  }

  /** Writes what {@link #toText} says. Allocates: never. */
  public static void write(final ByteWriter out, final long id) {
    int digits = 1;
    for (long rest = id >>> DIGIT_BITS; rest != 0; rest >>>= DIGIT_BITS) {
      digits++;
    }
    for (int shift = (digits - 1) * DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
      final int digit = (int) (id >>> shift) & RADIX - 1;
      out.put((byte) (digit < 10 ? '0' + digit : 'A' + digit - 10));
    }
  }

  /** As clients see it: base 32 in upper case (MongooseIM's form). */
  public static String toText(final long id) {
    return Long.toString(id, RADIX).toUpperCase(Locale.ROOT);
  }

  /** The id a client names; −1 for what is none. */
  public static long parse(final String text) {
    if (text.isEmpty() || text.length() > 13 || text.charAt(0) == '-' || text.charAt(0) == '+') {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 'v' || Character.digit(text.charAt(i), RADIX) < 0) {
        return -1;
      }
    }
    try {
      return Long.parseLong(text, RADIX);
    } catch (final NumberFormatException tooLarge) {
      return -1;
    }
  }
}
