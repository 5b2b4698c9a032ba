// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Checks what Aalto overlooks in text that nobody reads: references to anything but the five
 * predefined entities and the characters XML allows, and a bare {@code ]]>}; and control characters
 * wherever they are.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class CharacterData {
  private static final byte[][] ENTITIES = {
    ascii("amp;"), ascii("lt;"), ascii("gt;"), ascii("quot;"), ascii("apos;")
  };
  private static final byte[] CDATA_OPEN = ascii("<![CDATA[");
  private static final byte[] CDATA_CLOSE = ascii("]]>");
  private static final int NOT_A_REFERENCE = -1;

  private CharacterData() {}

  /** Null when the element's text and attribute values are lawful. */
  static XmlFault check(final byte[] buffer, final int start, final int end) {
    if (XmlBytes.hasControl(buffer, start, end)) {
      return XmlFault.NOT_WELL_FORMED; // Aalto overlooks a NUL before the name in an end tag
    }
    final boolean nothingToCheck =
        XmlBytes.indexOf8((byte) '&', buffer, start, end) == end
            && XmlBytes.indexOf8((byte) ']', buffer, start, end) == end;
    return nothingToCheck ? null : walk(buffer, start, end);
  }

  private static XmlFault walk(final byte[] buffer, final int start, final int end) {
    boolean inTag = false;
    byte quote = 0;
    int at = start;
    while (at < end) {
      final byte b = buffer[at];
      if (b == '&') {
        at = endOfReference(buffer, at + 1, end);
        if (at == NOT_A_REFERENCE) {
          return XmlFault.ENTITY;
        }
        continue;
      }
      if (inTag) {
        quote = quoteAfter(b, quote);
        inTag = quote != 0 || b != '>';
      } else if (b == '<' && startsWith(CDATA_OPEN, buffer, at, end)) {
        at = endOfCdata(buffer, at + CDATA_OPEN.length, end);
        continue;
      } else if (b == ']' && startsWith(CDATA_CLOSE, buffer, at, end)) {
        return XmlFault.NOT_WELL_FORMED; // XML 1.0 §2.4
      } else {
        inTag = b == '<';
      }
      at++;
    }
    return null;
  }

  /** The quote that is open behind {@code b} in a tag, or 0. */
  private static byte quoteAfter(final byte b, final byte open) {
    if (open == 0) {
      return b == '\'' || b == '"' ? b : 0;
    }
    return b == open ? 0 : open;
  }

  private static int endOfCdata(final byte[] buffer, final int from, final int end) {
    int at = from;
    while (at < end && !startsWith(CDATA_CLOSE, buffer, at, end)) {
      at++;
    }
    return Math.min(end, at + CDATA_CLOSE.length);
  }

  private static int endOfReference(final byte[] buffer, final int at, final int end) {
    if (at < end && buffer[at] == '#') {
      final boolean hex = at + 1 < end && buffer[at + 1] == 'x';
      return endOfCharacter(buffer, hex ? at + 2 : at + 1, end, hex ? 16 : 10);
    }
    for (final byte[] entity : ENTITIES) {
      if (startsWith(entity, buffer, at, end)) {
        return at + entity.length;
      }
    }
    return NOT_A_REFERENCE;
  }

  private static int endOfCharacter(
      final byte[] buffer, final int from, final int end, final int radix) {
    int codePoint = 0;
    int at = from;
    while (at < end && buffer[at] != ';') {
      final int digit = Character.digit((char) (buffer[at] & 0x7F), radix);
      codePoint = codePoint * radix + digit;
      if (buffer[at] < 0 || digit < 0 || codePoint > Character.MAX_CODE_POINT) {
        return NOT_A_REFERENCE;
      }
      at++;
    }
    final boolean lawful = at > from && at < end && XmlBytes.isCharacter(codePoint);
    return lawful ? at + 1 : NOT_A_REFERENCE;
  }

  private static boolean startsWith(
      final byte[] expected, final byte[] buffer, final int at, final int end) {
    return at + expected.length <= end
        && Arrays.equals(buffer, at, at + expected.length, expected, 0, expected.length);
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
