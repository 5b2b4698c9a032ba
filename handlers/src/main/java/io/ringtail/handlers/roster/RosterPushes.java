// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;

/**
 * Writes rosters and sends roster pushes (RFC 6121 §2.1.6) to interested resources: those that have
 * asked for the roster.
 *
 * <p>Owner: Router. Allocates: per call.
 */
final class RosterPushes {
  private final AccountKey<Roster> rosters;
  private final SessionKey<Boolean> interest;
  private final boolean versioned;

  RosterPushes(
      final AccountKey<Roster> rosters,
      final SessionKey<Boolean> interest,
      final boolean versioned) {
    this.rosters = rosters;
    this.interest = interest;
    this.versioned = versioned;
  }

  boolean isInterested(final SessionView session) {
    return session.state(interest) != null;
  }

  /** Returns false when it was interested before. */
  boolean becomesInterested(final SessionView session) {
    final boolean news = !isInterested(session);
    session.state(interest, Boolean.TRUE);
    return news;
  }

  /** The whole roster as the answer to a roster get. */
  Element query(final AccountView account) {
    final Element query = emptyQuery(account);
    account
        .state(rosters)
        .forEach(
            item -> {
              if (item.listed()) {
                query.add(item(item));
              }
            });
    return query;
  }

  /** True when the client's copy is the current one (RFC 6121 §2.6.3). */
  boolean isCurrent(final AccountView account, final String version) {
    return versioned && version != null && version.equals(version(account));
  }

  /** The item has changed to this, or was removed when it is null. */
  void push(
      final AccountView account, final Jid contact, final RosterItem item, final Outbound out) {
    final Element markup = item == null ? removed(contact) : item(item);
    final String id = "push-" + account.state(rosters).version();
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      if (isInterested(session)) {
        // no from: RFC 6121 §2.1.6 lets a push come from the account itself
        out.send(
            session,
            new Element("iq", Ns.CLIENT)
                .set("type", "set")
                .set("id", id)
                .set("to", session.jid().toString())
                .add(emptyQuery(account).add(markup)));
      }
    }
  }

  /** Pushes when clients see a difference between the two; null stands for an absent item. */
  void pushChange(
      final AccountView account,
      final RosterItem before,
      final RosterItem after,
      final Outbound out) {
    final boolean was = before != null && before.listed();
    final boolean is = after != null && after.listed();
    if (is && (!was || looksDifferent(before, after))) {
      push(account, after.contact(), after, out);
    } else if (was && !is) {
      push(account, before.contact(), null, out);
    }
  }

  private static boolean looksDifferent(final RosterItem before, final RosterItem after) {
    return before.subscription() != after.subscription()
        || before.pendingOut() != after.pendingOut()
        || before.approved() != after.approved()
        || !before.name().equals(after.name())
        || !before.groups().equals(after.groups());
  }

  private Element emptyQuery(final AccountView account) {
    final Element query = new Element("query", Ns.ROSTER);
    return versioned ? query.set("ver", version(account)) : query;
  }

  /** Names the account too: its successor of the same name starts counting anew. */
  private String version(final AccountView account) {
    return account.number() + "-" + account.state(rosters).version();
  }

  private static Element removed(final Jid contact) {
    return new Element("item", Ns.ROSTER)
        .set("jid", contact.toString())
        .set("subscription", "remove");
  }

  private static Element item(final RosterItem item) {
    final Element element =
        new Element("item", Ns.ROSTER)
            .set("jid", item.contact().toString())
            .set("name", item.name().isEmpty() ? null : item.name())
            .set("subscription", item.subscription().attribute())
            .set("ask", item.pendingOut() ? "subscribe" : null)
            .set("approved", item.approved() ? "true" : null);
    item.groups().forEach(group -> element.child("group").text(group));
    return element;
  }
}
