// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.Packet;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;

/**
 * Cuts out {@code stanza-id} children that claim to be given by an address this node stamps for:
 * the recipient's or the sender's account, or a domain of ours (XEP-0359 §5).
 *
 * <p>Owner: Router. Allocates: only for stanzas that carry a stanza-id.
 */
final class ForgedIds {
  private static final String NAME = "stanza-id";
  private static final String NAMESPACE = "urn:xmpp:sid:0";

  boolean mayBeIn(final StanzaView stanza) {
    return stanza.hasChild(NAME, NAMESPACE);
  }

  /** Writes the stanza's content and end tag without the forged children. */
  void writeContentWithout(final Packet packet, final ByteWriter out) {
    final StanzaView stanza = packet.stanza();
    int at = stanza.tagEnd();
    for (int child = 0; child < stanza.childCount(); child++) {
      if (isForged(packet, child)) {
        out.put(stanza.buffer(), at, stanza.childStart(child));
        at = stanza.childEnd(child);
      }
    }
    out.put(stanza.buffer(), at, stanza.end());
  }

  private static boolean isForged(final Packet packet, final int child) {
    final StanzaView stanza = packet.stanza();
    if (!stanza.childName(child).equals(NAME) || !stanza.childNamespace(child).equals(NAMESPACE)) {
      return false;
    }
    final Element element = Elements.parse(stanza, child);
    final String by = element.attribute("by");
    final Jid address = by == null ? null : Jid.parse(by);
    return address == null
        || address.sameBare(packet.from())
        || address.isDomain() && address.domain().equals(packet.from().domain())
        || packet.hasTo() && packet.to().sameBare(address.bare());
  }
}
