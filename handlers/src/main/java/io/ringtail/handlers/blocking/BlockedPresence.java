// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.blocking;

import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;
import io.ringtail.parser.Ns;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Shows contacts that were blocked an account gone offline, and those unblocked its presence again.
 *
 * <p>Owner: Router. Allocates: per change of a block list.
 */
final class BlockedPresence {
  private final BlockingFilter filter;
  private final AccountView account;
  private final JidView peer = new JidView();
  private final Map<Jid, RosterItem> watchers = new LinkedHashMap<>();

  /**
   * Notes who may see the account's presence: every contact with such a subscription, and those of
   * their sessions the change names.
   */
  BlockedPresence(
      final BlockingFilter filter,
      final RosterAccess rosters,
      final AccountView account,
      final Collection<Jid> changed) {
    this.filter = filter;
    this.account = account;
    if (rosters == null) {
      return;
    }
    rosters.forEach(account, item -> watchers.put(item.contact(), item));
    for (final Jid jid : changed) {
      final RosterItem item = rosters.item(account, jid);
      if (item != null && !jid.isBare()) {
        watchers.put(jid, item);
      }
    }
  }

  /** Those of them that the block list now keeps apart from the account. */
  Set<Jid> hidden() {
    final Set<Jid> hidden = new LinkedHashSet<>();
    for (final Jid jid : watchers.keySet()) {
      peer.wrap(jid);
      if (!filter.sharesPresence(account, peer)) {
        hidden.add(jid);
      }
    }
    return hidden;
  }

  void tell(final Set<Jid> before, final Set<Jid> after, final Outbound out) {
    after.stream().filter(jid -> !before.contains(jid)).forEach(jid -> vanish(jid, out));
    before.stream().filter(jid -> !after.contains(jid)).forEach(jid -> reappear(jid, out));
  }

  private void vanish(final Jid contact, final Outbound out) {
    if (!watchers.get(contact).subscription().isFrom()) {
      return;
    }
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      if (session.presence() != null) {
        out.route(session.jid(), contact, presence(session.jid(), contact, "unavailable"));
      }
    }
  }

  private void reappear(final Jid contact, final Outbound out) {
    final RosterItem item = watchers.get(contact);
    boolean available = false;
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      if (session.presence() == null) {
        continue;
      }
      available = true;
      if (item.subscription().isFrom()) {
        final Element presence = Elements.parse(session.presence(), 0);
        out.route(session.jid(), contact, presence.set("to", contact.toString()));
      }
    }
    if (available && item.subscription().isTo()) {
      // RFC 6121 §4.3.1: what the contact sent meanwhile was not let through
      out.route(account.jid(), contact, presence(account.jid(), contact, "probe"));
    }
  }

  private static Element presence(final Jid from, final Jid to, final String type) {
    return new Element("presence", Ns.CLIENT)
        .set("from", from.toString())
        .set("to", to.toString())
        .set("type", type);
  }
}
