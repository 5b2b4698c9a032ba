// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;
import java.util.List;

/**
 * A roster set on its way: adds, renames, regroups or removes one contact.
 *
 * <p>Owner: Router. Allocates: per request.
 */
record RosterEdit(IqRequest iq, RosterRequest request, RosterParts parts) implements RosterChange {

  @Override
  public Jid contact() {
    return request.contact();
  }

  @Override
  public Decision decide(final Roster roster) {
    final RosterItem item = roster.item(contact());
    if (request.remove()) {
      return remove(item);
    }
    if (item == null) {
      return isFull(roster) ? full() : new Put(named(Subscription.NONE, null));
    }
    return !item.listed() && isFull(roster) ? full() : new Put(named(item.subscription(), item));
  }

  private Decision remove(final RosterItem item) {
    if (item == null || !item.listed()) {
      // RFC 6121 §2.5.3
      return new Refuse(StanzaError.of(Condition.ITEM_NOT_FOUND));
    }
    if (!item.pendingIn()) {
      return new Delete();
    }
    // the contact's request stays: only an answer ends it (RFC 6121 §3.1.3)
    return new Put(
        new RosterItem(
            contact(),
            "",
            List.of(),
            Subscription.NONE,
            false,
            true,
            false,
            false,
            item.request()));
  }

  private RosterItem named(final Subscription subscription, final RosterItem before) {
    return new RosterItem(
        contact(),
        request.name(),
        request.groups(),
        subscription,
        before != null && before.pendingOut(),
        before != null && before.pendingIn(),
        before != null && before.approved(),
        true,
        before == null ? "" : before.request());
  }

  private boolean isFull(final Roster roster) {
    return roster.listedCount() >= parts.limits().items();
  }

  private static Decision full() {
    return new Refuse(StanzaError.of(Condition.RESOURCE_CONSTRAINT, "the roster is full"));
  }

  @Override
  public void done(final RosterItem before, final RosterItem after, final Outbound out) {
    final AccountView account = iq.account();
    if (!request.remove()) {
      parts.pushes().push(account, contact(), after, out);
      out.result(iq, null);
      return;
    }
    parts.pushes().push(account, contact(), null, out);
    out.result(iq, null);
    parts.effects().changed(account, contact(), before, after, out);
    farewell(account.jid(), before, out);
  }

  /** RFC 6121 §2.5.2: removing a contact ends the subscriptions in both directions. */
  static void farewell(final Jid owner, final RosterItem item, final Outbound out) {
    if (item.subscription().isTo() || item.pendingOut()) {
      out.route(owner, item.contact(), PresenceStanzas.of(StanzaType.UNSUBSCRIBE));
    }
    if (item.subscription().isFrom()) {
      out.route(owner, item.contact(), PresenceStanzas.of(StanzaType.UNSUBSCRIBED));
    }
  }

  @Override
  public void failed(final StanzaError error, final Outbound out) {
    out.error(iq, error);
  }
}
