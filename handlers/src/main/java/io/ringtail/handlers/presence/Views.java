// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.presence;

import io.ringtail.handlers.roster.PresenceStanzas;
import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;

/**
 * Shows a session, or whoever probes, the last presence of others (RFC 6121 §4.3).
 *
 * <p>Owner: Router. Allocates: per call.
 */
final class Views {
  private final PresenceStanzas stanzas = new PresenceStanzas();

  /** The owner's roster lets the peer's presence in. */
  static boolean maySee(final AccountView owner, final Jid peer) {
    final RosterAccess rosters = RosterAccess.of(owner);
    return owner.jid().sameBare(peer) || rosters != null && rosters.isSubscribedTo(owner, peer);
  }

  /** Neither of the two hides from the other; a block list may name single sessions. */
  static boolean areMutual(final SessionView one, final SessionView other, final Outbound out) {
    return out.sharesPresence(one.account(), other.jid())
        && out.sharesPresence(other.account(), one.jid());
  }

  /** A session that becomes available sees the account's others. */
  void ownSessions(final SessionView session, final Outbound out) {
    final AccountView account = session.account();
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView other = account.session(i);
      if (other != session && other.presence() != null) {
        stanzas.send(session, false, other.presence(), out);
      }
    }
  }

  /**
   * And the contacts it is subscribed to: read directly here, probed elsewhere and where an account
   * is not loaded yet.
   */
  void contacts(final SessionView session, final Outbound out) {
    final AccountView account = session.account();
    final RosterAccess rosters = RosterAccess.of(account);
    if (rosters != null) {
      rosters.forEach(
          account,
          item -> {
            if (item.subscription().isTo()) {
              contact(session, item, out);
            }
          });
    }
  }

  private void contact(final SessionView session, final RosterItem item, final Outbound out) {
    final AccountView account = session.account();
    final AccountView contact = out.node().account(item.contact());
    if (contact == null) {
      if (Announcements.isElsewhere(item.contact(), out)) {
        out.route(account.jid(), item.contact(), PresenceStanzas.of(StanzaType.PROBE));
      }
      return;
    }
    final RosterAccess theirs = RosterAccess.of(contact);
    if (theirs == null || !theirs.hasSubscriber(contact, account.jid())) {
      return;
    }
    for (int i = 0; i < contact.sessionCount(); i++) {
      final byte[] presence = contact.session(i).presence();
      if (presence != null && areMutual(session, contact.session(i), out)) {
        stanzas.send(session, true, presence, out);
      }
    }
  }

  /** RFC 6121 §4.3.2. */
  void answerProbe(final Packet probe, final AccountView account, final Outbound out) {
    final Jid prober = probe.from();
    final boolean own = prober.sameBare(account.jid());
    if (!own) {
      final RosterAccess rosters = RosterAccess.of(account);
      if (!out.sharesPresence(account, prober)) {
        return; // to a blocked one the account does not exist
      }
      if (rosters == null || !rosters.hasSubscriber(account, prober)) {
        out.route(account.jid(), prober.bare(), PresenceStanzas.of(StanzaType.UNSUBSCRIBED));
        return;
      }
    }
    final boolean found =
        probe.to().hasResource()
            ? answerOne(probe.to().toJid().resource(), account, prober, out)
            : answerAll(account, prober, out);
    if (!found) {
      out.route(account.jid(), prober, PresenceStanzas.of(StanzaType.UNAVAILABLE));
    }
  }

  private static boolean answerOne(
      final String resource, final AccountView account, final Jid prober, final Outbound out) {
    return answer(account.session(resource), prober, out);
  }

  private static boolean answerAll(
      final AccountView account, final Jid prober, final Outbound out) {
    boolean found = false;
    for (int i = 0; i < account.sessionCount(); i++) {
      found |= answer(account.session(i), prober, out);
    }
    return found;
  }

  private static boolean answer(final SessionView session, final Jid prober, final Outbound out) {
    if (session == null || session.presence() == null) {
      return false;
    }
    out.route(session.jid(), prober, Elements.parse(session.presence(), 0));
    return true;
  }
}
