// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaView;

/**
 * A stanza taken out of its slot: parked for an account that is loading, or generated and not yet
 * routed. Its bytes are its own.
 *
 * @param from full or bare JID the server stamps
 * @param session handle of the local session that sent it, or NONE
 * @param stanza view over an array of its own
 * @param earlierId its id in the recipient's archive from when it was routed before, 0 for none;
 *     NEW when it was not
 *     <p>Owner: Router. Allocates: per construction.
 */
record Parked(Jid from, long session, StanzaView stanza, long earlierId) {
  /** {@link #earlierId} of what was not routed before. */
  static final long NEW = -1;

  /** A copy of a packet still in its slot. */
  static Parked copyOf(final Packet packet, final long session) {
    return copyOf(packet, session, NEW);
  }

  /** The same of one that may have been routed before. */
  static Parked copyOf(final RoutedPacket packet, final long session) {
    return copyOf(packet, session, packet.isRoutedAgain() ? packet.receivedId() : NEW);
  }

  private static Parked copyOf(final Packet packet, final long session, final long earlierId) {
    final StanzaView source = packet.stanza();
    final byte[] bytes = new byte[source.length()];
    System.arraycopy(source.buffer(), source.start(), bytes, 0, bytes.length);
    final StanzaView copy = new StanzaView();
    copy.copyIndexFrom(source, bytes, 0);
    return new Parked(packet.from(), session, copy, earlierId);
  }

  boolean isFromClient() {
    return session != SessionHandle.NONE;
  }

  int length() {
    return stanza.length();
  }
}
