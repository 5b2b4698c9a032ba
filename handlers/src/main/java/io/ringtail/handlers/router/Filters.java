// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaFilter;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;

/**
 * Asks a host type's filters about a packet.
 *
 * <p>Owner: Router. Allocates: never.
 */
final class Filters {
  private final JidView peer = new JidView();

  /** Null when the sender may send it. */
  StanzaError outgoing(final LocalAccount owner, final Packet packet) {
    for (final StanzaFilter filter : Core.type(owner.host()).filters) {
      final StanzaError error = filter.outgoing(owner, packet.to(), packet.stanza());
      if (error != null) {
        return error;
      }
    }
    return null;
  }

  /** False when the recipient does not want it. */
  boolean incoming(final LocalAccount owner, final Packet packet) {
    final StanzaFilter[] filters = Core.type(owner.host()).filters;
    if (filters.length == 0) {
      return true;
    }
    peer.wrap(packet.from());
    for (final StanzaFilter filter : filters) {
      if (!filter.incoming(owner, peer, packet.stanza())) {
        return false;
      }
    }
    return true;
  }

  /** False when the owner's and the peer's presence are hidden from each other. */
  boolean sharesPresence(final LocalAccount owner, final Jid with) {
    final StanzaFilter[] filters = Core.type(owner.host()).filters;
    if (filters.length == 0) {
      return true;
    }
    peer.wrap(with);
    for (final StanzaFilter filter : filters) {
      if (!filter.sharesPresence(owner, peer)) {
        return false;
      }
    }
    return true;
  }
}
