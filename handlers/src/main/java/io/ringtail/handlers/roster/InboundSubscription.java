// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.roster.Subscriptions.Action;
import io.ringtail.handlers.roster.Subscriptions.Transition;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;

/**
 * Subscription presence that came for a local account: stored on the recipient's side, then
 * delivered, pushed, answered.
 *
 * @param account whom it is for
 * @param contact bare JID it is from
 * @param stanza the whole stanza, both addresses bare
 *     <p>Owner: Router. Allocates: per stanza.
 */
record InboundSubscription(
    AccountView account, Jid contact, Action action, Element stanza, RosterParts parts)
    implements RosterChange {

  @Override
  public Decision decide(final Roster roster) {
    final RosterItem before = roster.item(contact);
    final RosterItem after = ItemTransition.apply(contact, before, transition(before));
    final boolean newRequest =
        after != null && after.pendingIn() && (before == null || !before.pendingIn());
    if (newRequest && before == null && roster.unlistedCount() >= parts.limits().requests()) {
      return new Refuse(StanzaError.of(Condition.RESOURCE_CONSTRAINT, "too many requests wait"));
    }
    return ItemTransition.decision(
        before,
        newRequest
            ? ItemTransition.withRequest(after, PendingRequests.kept(stanza, contact))
            : after);
  }

  private Transition transition(final RosterItem before) {
    return Subscriptions.inbound(
        action, SubscriptionState.of(before), before != null && before.approved());
  }

  @Override
  public void done(final RosterItem before, final RosterItem after, final Outbound out) {
    final Transition transition = transition(before);
    if (transition.reply()) {
      out.route(account.jid(), contact, PresenceStanzas.of(StanzaType.SUBSCRIBED));
    }
    if (transition.pass()) {
      deliver(out); // RFC 6121 §3.1.6, §3.2.3, §3.3.3: before the push
    }
    parts.pushes().pushChange(account, before, after, out);
    parts.effects().changed(account, contact, before, after, out);
  }

  /** A request is for available resources, an answer for interested ones. */
  private void deliver(final Outbound out) {
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      final boolean wanted =
          action == Action.SUBSCRIBE ? session.isAvailable() : parts.pushes().isInterested(session);
      if (wanted) {
        out.send(session, stanza);
      }
    }
  }

  /** Nothing was recorded, so the contact must not believe that its request waits. */
  @Override
  public void failed(final StanzaError error, final Outbound out) {
    if (action == Action.SUBSCRIBE) {
      out.route(
          account.jid(),
          contact,
          PresenceStanzas.error(account.jid(), contact, stanza.attribute("id"), error));
    }
  }
}
