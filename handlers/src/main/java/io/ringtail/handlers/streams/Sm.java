// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import io.ringtail.parser.Attributes;
import io.ringtail.parser.StanzaView;
import java.nio.charset.StandardCharsets;

/**
 * The words of XEP-0198 as clients write them.
 *
 * <p>Owner: anyone, stateless. Allocates: only for texts.
 */
public final class Sm {
  public static final String NAMESPACE = "urn:xmpp:sm:3";

  /** What says among a stream's features that it can be managed. */
  public static final String FEATURE = "<sm xmlns='" + NAMESPACE + "'/>";

  /** Not a number of 32 bits: missing, negative, huge or no number at all. */
  public static final long INVALID = -1;

  private static final long MAX_COUNT = 0xFFFF_FFFFL;
  private static final int MAX_DIGITS = 10;
  private static final byte[] H = ascii("h");

  private Sm() {}

  /** The {@code h} of an acknowledgement, or {@link #INVALID}. */
  public static long count(final StanzaView nonza, final StanzaView.Range scratch) {
    if (!Attributes.find(nonza.buffer(), nonza.start(), H, scratch)) {
      return INVALID;
    }
    return count(nonza.buffer(), scratch.valueStart(), scratch.valueEnd());
  }

  /** The same of a text; of none, too. */
  public static long count(final String text) {
    if (text == null) {
      return INVALID;
    }
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return count(bytes, 0, bytes.length);
  }

  private static long count(final byte[] bytes, final int start, final int end) {
    if (start == end || end - start > MAX_DIGITS) {
      return INVALID;
    }
    long count = 0;
    for (int i = start; i < end; i++) {
      final int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return INVALID;
      }
      count = count * 10 + digit;
    }
    return count > MAX_COUNT ? INVALID : count;
  }

  /** An attribute's text, or null. */
  public static String attribute(
      final StanzaView nonza, final String name, final StanzaView.Range scratch) {
    return Attributes.find(nonza.buffer(), nonza.start(), ascii(name), scratch)
        ? nonza.text(scratch)
        : null;
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
