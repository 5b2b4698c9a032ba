// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;

/**
 * Presence that follows a changed subscription: current presence after an approval, unavailable
 * presence after a cancellation (RFC 6121 §3.1.5, §3.2.2, §3.3.3).
 *
 * <p>Between two accounts of this node it is the watching side that acts, when its own item is
 * committed: it reads the other side's sessions directly, so the order "subscribed, roster push,
 * presence" holds although two rosters are written one after the other. To a contact elsewhere the
 * watched side sends.
 *
 * <p>Owner: Router. Allocates: per call.
 */
final class SubscriptionEffects {
  private final PresenceStanzas stanzas = new PresenceStanzas();

  /** The item went from one committed state to another; null stands for an absent item. */
  void changed(
      final AccountView account,
      final Jid contact,
      final RosterItem before,
      final RosterItem after,
      final Outbound out) {
    final boolean sawBefore = before != null && before.subscription().isTo();
    final boolean sees = after != null && after.subscription().isTo();
    final boolean shownBefore = before != null && before.subscription().isFrom();
    final boolean isShown = after != null && after.subscription().isFrom();
    if (out.node().host(contact.domain()) == null) {
      if (shownBefore != isShown) {
        tellElsewhere(account, contact, isShown, out);
      }
    } else if (sees && !sawBefore) {
      show(account, out.node().account(contact), out);
    } else if (sawBefore && !sees) {
      hide(account, contact, out);
    }
  }

  private void tellElsewhere(
      final AccountView account, final Jid contact, final boolean isShown, final Outbound out) {
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      if (session.presence() != null && out.sharesPresence(account, contact)) {
        out.route(
            session.jid(),
            contact,
            isShown
                ? Elements.parse(session.presence(), 0)
                : PresenceStanzas.of(StanzaType.UNAVAILABLE));
      }
    }
  }

  /** The watcher's resources get the last presence of each of the contact's. */
  private void show(final AccountView watcher, final AccountView contact, final Outbound out) {
    if (contact == null || !mutual(watcher, contact, out)) {
      return;
    }
    final RosterAccess rosters = RosterAccess.of(contact);
    if (rosters == null || !rosters.hasSubscriber(contact, watcher.jid())) {
      return; // withdrawn meanwhile
    }
    for (int i = 0; i < contact.sessionCount(); i++) {
      final byte[] presence = contact.session(i).presence();
      if (presence != null) {
        sendToAvailable(watcher, presence, out);
      }
    }
  }

  /**
   * The watcher's resources see the contact's go. A contact that has none left may have lost them
   * while the two rosters were being written; unavailable from its bare address covers that.
   */
  private void hide(final AccountView watcher, final Jid contactJid, final Outbound out) {
    final AccountView contact = out.node().account(contactJid);
    boolean told = false;
    for (int i = 0; contact != null && i < contact.sessionCount(); i++) {
      final SessionView session = contact.session(i);
      if (session.presence() != null) {
        sendToAvailable(watcher, PresenceStanzas.unavailable(session.jid()), out);
        told = true;
      }
    }
    if (!told) {
      sendToAvailable(watcher, PresenceStanzas.unavailable(contactJid), out);
    }
  }

  private static boolean mutual(
      final AccountView watcher, final AccountView contact, final Outbound out) {
    return out.sharesPresence(watcher, contact.jid()) && out.sharesPresence(contact, watcher.jid());
  }

  private void sendToAvailable(
      final AccountView account, final byte[] presence, final Outbound out) {
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      if (session.presence() != null) {
        stanzas.send(session, true, presence, out);
      }
    }
  }
}
