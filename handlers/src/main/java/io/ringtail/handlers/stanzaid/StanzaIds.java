// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.stanzaid;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;

/**
 * Tells which {@code stanza-id} children of a message were made up by its sender: those that claim
 * to be given by an address this node stamps for (XEP-0359 §5).
 *
 * <p>Owner: anyone, stateless. Allocates: only for messages that carry a stanza-id.
 */
public final class StanzaIds {
  private static final String NAME = "stanza-id";
  private static final String NAMESPACE = "urn:xmpp:sid:0";

  private StanzaIds() {}

  /**
   * Writes the id an archive of ours gave (XEP-0359 §3). Allocates: never.
   *
   * @param by the archive's escaped bare JID
   */
  public static void write(final ByteWriter out, final long id, final byte[] by) {
    out.raw("<stanza-id xmlns='urn:xmpp:sid:0' by='").put(by).raw("' id='");
    ArchiveIds.write(out, id);
    out.raw("'/>");
  }

  /** False for nearly every stanza, without a closer look. */
  public static boolean mayBeIn(final StanzaView stanza) {
    return stanza.hasChild(NAME, NAMESPACE);
  }

  /** Writes the message's content and end tag without those children. */
  public static void writeContentWithout(final Packet packet, final ByteWriter out) {
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

  /** True when the child must not reach anybody. One without a valid {@code by} is worthless. */
  private static boolean isForged(final Packet packet, final int child) {
    final StanzaView stanza = packet.stanza();
    if (!stanza.childName(child).equals(NAME) || !stanza.childNamespace(child).equals(NAMESPACE)) {
      return false;
    }
    final Element element = Elements.parse(stanza, child);
    final String by = element.attribute("by");
    final Jid address = by == null ? null : Jid.parse(by);
    return address == null || isOurs(packet, address);
  }

  private static boolean isOurs(final Packet packet, final Jid address) {
    final Jid from = packet.from();
    return address.sameBare(from)
        || address.isDomain() && address.domain().equals(from.domain())
        || packet.hasTo() && packet.to().sameBare(address);
  }
}
