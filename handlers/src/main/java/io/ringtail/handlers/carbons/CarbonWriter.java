// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Escaping;
import io.ringtail.parser.Splice;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * Writes copies: the message as it is delivered, forwarded inside one from the account to its
 * session (XEP-0280 §7, XEP-0297).
 *
 * <p>Owner: Router. Allocates: only to grow past the largest copy before.
 */
final class CarbonWriter {
  private static final int RETAINED = 1 << 16;

  private final ByteWriter inner = new ByteWriter(1024, RETAINED);
  private final ByteWriter copy = new ByteWriter(1024, RETAINED);

  /**
   * Takes the message that {@link #send} copies.
   *
   * @param archiveId its id in the archive of the account whose sessions get copies; 0 for none
   * @param target any of those sessions
   */
  void wrap(final Packet packet, final long archiveId, final SessionView target) {
    final StanzaView message = packet.stanza();
    inner.reset();
    final SessionView sender = packet.sender();
    final byte[] from =
        sender == null ? Escaping.escape(packet.from().bytes()) : sender.escapedJid();
    // the stream's language goes with a message that leaves it (RFC 6120 §4.7.4)
    final String language = sender == null ? "" : sender.language();
    Splice.head(message, Splice.Target.EMBEDDED, from, from.length, false, language, inner);
    if (archiveId == 0) {
      writeContent(packet);
    } else {
      writeArchivedContent(packet, archiveId, target.escapedJid());
    }
  }

  /** XEP-0313 §3.5: copies tell the account under which id its archive has the message. */
  private void writeArchivedContent(
      final Packet packet, final long archiveId, final byte[] address) {
    Splice.open(packet.stanza(), inner);
    StanzaIds.write(inner, archiveId, address, bareLength(address));
    if (packet.stanza().isSelfClosed()) {
      Splice.close(packet.stanza(), inner);
    } else {
      writeContent(packet);
    }
  }

  private void writeContent(final Packet packet) {
    final StanzaView message = packet.stanza();
    if (StanzaIds.mayBeIn(message)) {
      StanzaIds.writeContentWithout(packet, inner);
    } else {
      inner.put(message.buffer(), message.tagEnd(), message.end());
    }
  }

  void send(
      final String direction, final StanzaType type, final SessionView target, final Outbound out) {
    final byte[] address = target.escapedJid();
    copy.reset();
    copy.raw("<message from='")
        .put(address, 0, bareLength(address))
        .raw("' to='")
        .put(address)
        .raw("'");
    if (type != StanzaType.NORMAL) {
      copy.raw(" type='").raw(type.attribute()).raw("'");
    }
    copy.raw("><")
        .raw(direction)
        .raw(" xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>")
        .put(inner.array(), 0, inner.length())
        .raw("</forwarded></")
        .raw(direction)
        .raw("></message>");
    out.send(target, copy.array(), 0, copy.length());
  }

  /** The first slash ends the bare address: none can be in it. */
  private static int bareLength(final byte[] fullAddress) {
    int at = 0;
    while (fullAddress[at] != '/') {
      at++;
    }
    return at;
  }
}
