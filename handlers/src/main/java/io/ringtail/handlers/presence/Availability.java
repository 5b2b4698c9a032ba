// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.roster.PendingRequests;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.PresenceHandler;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;

/**
 * Takes available, unavailable, probe and error presence on both sides (RFC 6121 §4).
 *
 * <p>Owner: Router. Allocates: per stanza.
 */
final class Availability implements PresenceHandler {
  private final Directed directed;
  private final Announcements announcements = new Announcements();
  private final Views views = new Views();

  Availability(final Directed directed) {
    this.directed = directed;
  }

  @Override
  public void sent(final Packet packet, final SessionView sender, final Outbound out) {
    final StanzaType type = packet.stanza().type();
    if (packet.hasTo()) {
      sentTo(packet, sender, type, out);
    } else if (type == StanzaType.AVAILABLE) {
      available(packet, sender, out);
    } else if (type == StanzaType.UNAVAILABLE) {
      unavailable(packet, sender, out);
    } else {
      out.error(packet, StanzaError.of(Condition.BAD_REQUEST, "a probe needs an address"));
    }
  }

  private void sentTo(
      final Packet packet, final SessionView sender, final StanzaType type, final Outbound out) {
    final Jid to = packet.to().toJid();
    if (type == StanzaType.AVAILABLE && !directed.add(sender, to)) {
      out.error(
          packet,
          StanzaError.of(Condition.RESOURCE_CONSTRAINT, "directed presence to too many addresses"));
      return;
    }
    if (type == StanzaType.UNAVAILABLE) {
      sender.directed(to, false);
    }
    out.deliver(packet);
  }

  /** RFC 6121 §4.2 for the first one, §4.4 for those after it. */
  private void available(final Packet packet, final SessionView sender, final Outbound out) {
    final int priority = Priorities.of(packet.stanza());
    if (priority == Priorities.INVALID) {
      out.error(packet, StanzaError.of(Condition.BAD_REQUEST, "priority is not in -128 to 127"));
      return;
    }
    final boolean initial = sender.presence() == null;
    announcements.toOwnSessions(packet, sender, out);
    if (initial) {
      views.ownSessions(sender, out);
    }
    announcements.toContacts(packet, sender, out);
    if (initial) {
      views.contacts(sender, out);
      final PendingRequests requests =
          sender.account().host().type().service(PendingRequests.class);
      if (requests != null) {
        requests.deliverAll(sender, out);
      }
    }
    // last: what hears of it now, such as stored messages, comes behind all presence
    out.setPresence(sender, true, priority, StampedPresence.of(packet.stanza(), sender));
  }

  /** RFC 6121 §4.5.2; a session that was not available has nobody to tell but directed targets. */
  private void unavailable(final Packet packet, final SessionView sender, final Outbound out) {
    if (sender.presence() != null) {
      announcements.toOwnSessions(packet, sender, out);
      announcements.toContacts(packet, sender, out);
    }
    announcements.farewell(packet, sender, sender.takeDirected(), out);
    out.setPresence(sender, false, 0, StampedPresence.of(packet.stanza(), sender));
  }

  @Override
  public void closed(final SessionView session, final Outbound out) {
    if (session.presence() != null) {
      announcements.lost(session, out);
    }
    announcements.farewell(null, session, session.takeDirected(), out);
  }

  @Override
  public void received(final Packet packet, final AccountView to, final Outbound out) {
    switch (packet.stanza().type()) {
      case PROBE -> views.answerProbe(packet, to, out);
      case AVAILABLE -> {
        // a contact's broadcast needs a subscription (RFC 6121 §4.2.3), directed presence does not
        if (packet.sender() != null || Views.maySee(to, packet.from())) {
          toAvailable(packet, to, out);
        }
      }
      case UNAVAILABLE, ERROR -> toAvailable(packet, to, out);
      default -> {
        // subscription types go to mod_roster
      }
    }
  }

  private static void toAvailable(final Packet packet, final AccountView to, final Outbound out) {
    Outbound.FanOut copies = null;
    for (int i = 0; i < to.sessionCount(); i++) {
      final SessionView session = to.session(i);
      if (session.isAvailable()) {
        if (copies == null) {
          copies = out.fanOut(packet, false, OwnAddress.NONE);
        }
        copies.to(session);
      }
    }
  }
}
