// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.parser.Elements;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaView;

/**
 * Reads the priority of an available presence (RFC 6121 §4.7.2.3).
 *
 * <p>Owner: anyone, stateless. Allocates: only where there is a priority element.
 */
final class Priorities {
  /** The element holds no whole number from −128 to 127, or there are several. */
  static final int INVALID = Integer.MIN_VALUE;

  private static final int LOWEST = -128;
  private static final int HIGHEST = 127;
  private static final int MAX_LENGTH = 4;

  private Priorities() {}

  /** Zero without a priority element. */
  static int of(final StanzaView presence) {
    int priority = 0;
    boolean seen = false;
    for (int i = 0; i < presence.childCount(); i++) {
      if (presence.childName(i).equals("priority")
          && presence.childNamespace(i).equals(Ns.CLIENT)) {
        if (seen) {
          return INVALID;
        }
        seen = true;
        priority = parse(Elements.parse(presence, i).text());
      }
    }
    return priority;
  }

  /** An xs:byte: white space around it and a plus sign are allowed. */
  static int parse(final String text) {
    final String number = text.strip();
    final boolean negative = number.startsWith("-");
    final int start = negative || number.startsWith("+") ? 1 : 0;
    if (number.length() == start || number.length() > MAX_LENGTH) {
      return INVALID;
    }
    int value = 0;
    for (int i = start; i < number.length(); i++) {
      final char digit = number.charAt(i);
      if (digit < '0' || digit > '9') {
        return INVALID;
      }
      value = value * 10 + digit - '0';
    }
    final int signed = negative ? -value : value;
    return signed < LOWEST || signed > HIGHEST ? INVALID : signed;
  }
}
