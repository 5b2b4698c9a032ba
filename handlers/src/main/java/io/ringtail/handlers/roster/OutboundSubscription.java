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

/**
 * Subscription presence that a local session sent: stored on the sender's side, then routed.
 *
 * @param sender who sent it; it hears of a failure
 * @param contact bare JID it is for
 * @param stanza the whole stanza with its content
 *     <p>Owner: Router. Allocates: per stanza.
 */
record OutboundSubscription(
    SessionView sender, Jid contact, Action action, Element stanza, RosterParts parts)
    implements RosterChange {

  @Override
  public Decision decide(final Roster roster) {
    final RosterItem before = roster.item(contact);
    final RosterItem after = ItemTransition.apply(contact, before, transition(before));
    final boolean newlyListed =
        after != null && after.listed() && (before == null || !before.listed());
    if (newlyListed && roster.listedCount() >= parts.limits().items()) {
      return new Refuse(StanzaError.of(Condition.RESOURCE_CONSTRAINT, "the roster is full"));
    }
    return ItemTransition.decision(before, after);
  }

  private Transition transition(final RosterItem before) {
    return Subscriptions.outbound(
        action, SubscriptionState.of(before), before != null && before.approved());
  }

  @Override
  public void done(final RosterItem before, final RosterItem after, final Outbound out) {
    final AccountView account = sender.account();
    if (transition(before).pass()) {
      out.route(account.jid(), contact, stanza);
    }
    parts.pushes().pushChange(account, before, after, out);
    parts.effects().changed(account, contact, before, after, out);
  }

  @Override
  public void failed(final StanzaError error, final Outbound out) {
    if (sender.isOpen()) {
      out.send(sender, PresenceStanzas.error(contact, sender.jid(), stanza.attribute("id"), error));
    }
  }
}
