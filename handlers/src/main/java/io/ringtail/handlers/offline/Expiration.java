// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.parser.Element;
import java.util.concurrent.TimeUnit;

/**
 * Reads how long a message is worth delivering (XEP-0023).
 *
 * <p>Owner: anyone, stateless. Allocates: per call; cold path only.
 */
public final class Expiration {
  private static final String NAMESPACE = "jabber:x:expire";
  private static final int MAX_DIGITS = 9;

  private Expiration() {}

  /** Whether nobody wants it any more. */
  public static boolean isOver(final Element message, final long receivedAtMs, final long nowMs) {
    final Element expire = message.first("x", NAMESPACE);
    final String seconds = expire == null ? null : expire.attribute("seconds");
    return isNumber(seconds)
        && receivedAtMs + TimeUnit.SECONDS.toMillis(Long.parseLong(seconds)) <= nowMs;
  }

  private static boolean isNumber(final String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
