// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.Packet;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;

/**
 * A stanza taken out of its slot: parked for an account that is loading, generated and not yet
 * routed, or on its way for a second time. Its bytes are its own.
 *
 * @param from full or bare JID the server stamps
 * @param session the local session that sent it, or null
 * @param stanza view over an array of its own
 * @param hold what keeps its sender's count back; null where nothing does
 * @param earlierId its id in the recipient's archive from when it was routed before, 0 for none;
 *     NEW when it was not
 *     <p>Owner: Router. Allocates: per construction.
 */
record Parked(Jid from, LocalSession session, StanzaView stanza, Hold hold, long earlierId) {
  /** {@link #earlierId} of what was not routed before. */
  static final long NEW = -1;

  /** A copy of a packet still in its slot. */
  static Parked copyOf(final Packet packet, final Hold hold) {
    final StanzaView source = packet.stanza();
    final byte[] bytes = new byte[source.length()];
    System.arraycopy(source.buffer(), source.start(), bytes, 0, bytes.length);
    final StanzaView copy = new StanzaView();
    copy.copyIndexFrom(source, bytes, 0);
    final RoutedPacket routed = (RoutedPacket) packet;
    final long earlierId = routed.isRoutedAgain() ? routed.receivedId() : NEW;
    return new Parked(packet.from(), routed.sender(), copy, hold, earlierId);
  }

  boolean isFromClient() {
    return session != null;
  }

  int length() {
    return stanza.length();
  }

  /** The session that sent it, while it is there. */
  LocalSession sender() {
    return session != null && session.isOpen() ? session : null;
  }
}
