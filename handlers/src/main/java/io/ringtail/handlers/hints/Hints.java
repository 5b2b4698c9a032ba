// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.hints;

import io.ringtail.handlers.spi.Spec;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * Reads the sender's processing hints (XEP-0334). Hints of an error are not its sender's but an
 * echo, so they count for nothing (XEP-0334 §5).
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Hints {
  public static final Spec SPEC = new Spec("XEP-0334", "1.0.0", "Message Processing Hints");

  private static final String NAMESPACE = "urn:xmpp:hints";

  private Hints() {}

  public static boolean noCopy(final StanzaView message) {
    return has(message, "no-copy");
  }

  public static boolean noStore(final StanzaView message) {
    return has(message, "no-store");
  }

  public static boolean noPermanentStore(final StanzaView message) {
    return has(message, "no-permanent-store");
  }

  public static boolean store(final StanzaView message) {
    return has(message, "store");
  }

  private static boolean has(final StanzaView message, final String hint) {
    return message.type() != StanzaType.ERROR && message.hasChild(hint, NAMESPACE);
  }
}
