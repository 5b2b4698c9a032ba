// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.delay;

import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaView;
import java.time.Instant;

/**
 * Delayed delivery marks (XEP-0203) with time stamps in the one profile XMPP uses (XEP-0082).
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class Delay {
  private Delay() {}

  /** The moment in UTC, with milliseconds where it has any. */
  public static String stamp(final long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }

  /**
   * The mark of the entity that held a stanza back.
   *
   * @param reason text for people, or null
   */
  public static Element element(final Jid from, final long sentAtMs, final String reason) {
    final Element delay =
        new Element("delay", Ns.DELAY).set("from", from.toString()).set("stamp", stamp(sentAtMs));
    return reason == null ? delay : delay.text(reason);
  }

  /** The same mark as bytes, to be written among a stanza's children. */
  public static void write(final ByteWriter out, final Jid from, final long sentAtMs) {
    element(from, sentAtMs, null).write(out, Ns.CLIENT);
  }

  /** True when the stanza already tells when it was sent: XEP-0203 §2 allows one mark only. */
  public static boolean isIn(final StanzaView stanza) {
    return stanza.hasChild("delay", Ns.DELAY);
  }
}
