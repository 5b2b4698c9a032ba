// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.roster.PresenceStanzas;
import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Outbound.FanOut;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells everyone who may know about a session's availability: own sessions, contacts, and targets
 * of directed presence.
 *
 * <p>A contact of this node is reached directly: the packet is copied once for all of their
 * sessions, and a contact who is offline is one look-up. A contact elsewhere gets a routed copy,
 * and so does one whose sessions are from before a restart: that copy waits for the account.
 *
 * <p>Owner: Router. Allocates: per call.
 */
final class Announcements {
  private final PresenceStanzas stanzas = new PresenceStanzas();

  /** RFC 6121 §4.2.2, §4.4.2, §4.5.2: every available own session, the sender itself included. */
  void toOwnSessions(final Packet packet, final SessionView sender, final Outbound out) {
    final FanOut copies = out.fanOut(packet, false, OwnAddress.FULL);
    copies.to(sender);
    final AccountView account = sender.account();
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      if (session != sender && session.isAvailable()) {
        copies.to(session);
      }
    }
  }

  void toContacts(final Packet packet, final SessionView sender, final Outbound out) {
    final List<SessionView> watchers = watchers(sender, out);
    if (!watchers.isEmpty()) {
      final FanOut copies = out.fanOut(packet, false, OwnAddress.BARE);
      watchers.forEach(copies::to);
    }
    elsewhere(sender, out, () -> Elements.parse(packet.stanza()));
  }

  /** The session ended without a word: everybody is told in its name. */
  void lost(final SessionView session, final Outbound out) {
    final byte[] gone = PresenceStanzas.unavailable(session.jid());
    final AccountView account = session.account();
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView own = account.session(i);
      if (own != session && own.isAvailable()) {
        stanzas.send(own, false, gone, out);
      }
    }
    for (final SessionView watcher : watchers(session, out)) {
      stanzas.send(watcher, true, gone, out);
    }
    elsewhere(session, out, () -> PresenceStanzas.of(StanzaType.UNAVAILABLE));
  }

  /**
   * Unavailable presence for those who had directed presence and no other way to know. {@code
   * packet} is the sender's own, null when the session was lost.
   */
  void farewell(
      final Packet packet, final SessionView session, final Set<Jid> targets, final Outbound out) {
    for (final Jid target : targets) {
      if (!isCovered(session, target, out)) {
        final Element gone =
            packet == null
                ? PresenceStanzas.of(StanzaType.UNAVAILABLE)
                : Elements.parse(packet.stanza());
        out.route(session.jid(), target, gone);
      }
    }
  }

  /** True when the target was told as an own session or as a contact. */
  private static boolean isCovered(
      final SessionView session, final Jid target, final Outbound out) {
    if (session.presence() == null) {
      return false;
    }
    final AccountView account = session.account();
    if (target.sameBare(account.jid())) {
      return true;
    }
    final RosterAccess rosters = RosterAccess.of(account);
    if (rosters == null || !rosters.hasSubscriber(account, target)) {
      return false;
    }
    final AccountView contact = out.node().account(target);
    return contact == null
        ? isElsewhere(target, out)
        : Views.maySee(contact, account.jid())
            && out.sharesPresence(account, target)
            && out.sharesPresence(contact, session.jid());
  }

  /** Available sessions of all contacts of this node who may see the account. */
  private static List<SessionView> watchers(final SessionView sender, final Outbound out) {
    final AccountView account = sender.account();
    final RosterAccess rosters = RosterAccess.of(account);
    if (rosters == null) {
      return List.of();
    }
    final List<SessionView> watchers = new ArrayList<>();
    rosters.forEach(account, item -> addWatchers(sender, item, watchers, out));
    return watchers;
  }

  private static void addWatchers(
      final SessionView sender,
      final RosterItem item,
      final List<SessionView> watchers,
      final Outbound out) {
    if (!item.subscription().isFrom()) {
      return;
    }
    final AccountView contact = out.node().account(item.contact());
    if (contact == null
        || contact.sessionCount() == 0
        || !Views.maySee(contact, sender.account().jid())) {
      return;
    }
    for (int i = 0; i < contact.sessionCount(); i++) {
      if (contact.session(i).isAvailable() && Views.areMutual(sender, contact.session(i), out)) {
        watchers.add(contact.session(i));
      }
    }
  }

  /** Nobody knows here and now who of the contact's sessions is to be told. */
  static boolean isElsewhere(final Jid contact, final Outbound out) {
    return out.node().host(contact.domain()) == null || out.node().isRestoring(contact);
  }

  /** Makes the stanza for one contact elsewhere. */
  private interface Copy {
    Element make();
  }

  private static void elsewhere(final SessionView sender, final Outbound out, final Copy copy) {
    final AccountView account = sender.account();
    final RosterAccess rosters = RosterAccess.of(account);
    if (rosters == null) {
      return;
    }
    rosters.forEach(
        account,
        item -> {
          if (item.subscription().isFrom()
              && isElsewhere(item.contact(), out)
              && out.sharesPresence(account, item.contact())) {
            out.route(sender.jid(), item.contact(), copy.make());
          }
        });
  }
}
