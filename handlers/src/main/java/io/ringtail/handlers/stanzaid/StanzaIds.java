// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.stanzaid;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Splice;
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
    write(out, id, by, by.length);
  }

  /** The same, of an address only the first {@code length} bytes. */
  public static void write(final ByteWriter out, final long id, final byte[] by, final int length) {
    out.raw("<stanza-id xmlns='urn:xmpp:sid:0' by='").put(by, 0, length).raw("' id='");
    ArchiveIds.write(out, id);
    out.raw("'/>");
  }

  /** False for nearly every stanza, without a closer look. */
  public static boolean mayBeIn(final StanzaView stanza) {
    return stanza.hasChild(NAME, NAMESPACE);
  }

  /**
   * The id the recipient's archive gave the message before it came back to be routed again; 0 when
   * it gave none. Only for bytes this node sent itself: it stamps no address but its own.
   */
  public static long idFrom(final Packet packet) {
    final StanzaView stanza = packet.stanza();
    int child = stanza.findChild(NAME, NAMESPACE);
    while (child != StanzaView.ABSENT) {
      final Element element = Elements.parse(stanza, child);
      final Jid by = Jid.parse(element.attributes().getOrDefault("by", ""));
      if (by != null && by.isBare() && packet.to().sameBare(by)) {
        return Math.max(0, ArchiveIds.parse(element.attributes().getOrDefault("id", "")));
      }
      child = stanza.findChild(NAME, NAMESPACE, child + 1);
    }
    return 0;
  }

  /** Writes the message's content and end tag without those children. */
  public static void writeContentWithout(final Packet packet, final ByteWriter out) {
    final StanzaView stanza = packet.stanza();
    final int[] forged = new int[stanza.childCount()];
    int count = 0;
    for (int child = 0; child < stanza.childCount(); child++) {
      if (isForged(packet, child)) {
        forged[count++] = child;
      }
    }
    Splice.contentWithout(stanza, forged, count, out);
    Splice.close(stanza, out);
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
