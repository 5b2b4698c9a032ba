// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.AccountStore.StoredAccount;
import io.ringtail.handlers.port.RosterStore;
import io.ringtail.handlers.roster.RosterChange.Delete;
import io.ringtail.handlers.roster.RosterChange.Put;
import io.ringtail.handlers.roster.Subscriptions.Action;
import io.ringtail.handlers.roster.Subscriptions.Transition;
import io.ringtail.parser.Jid;
import java.util.List;
import java.util.Optional;

/**
 * Takes an account out of its contacts' rosters where no node runs: what the contacts of a removed
 * account see as {@code unsubscribe} and {@code unsubscribed} otherwise (RFC 6121 §3.2, §3.3).
 *
 * <p>Owner: any thread that may block, while no Router owns the rosters. Allocates: per call. Done
 * again, it changes nothing more.
 */
public record StoredFarewells(AccountStore accounts, RosterStore rosters) {
  /** Every local contact's item for this account loses its subscriptions and requests. */
  public void say(final Jid leaver) {
    accounts
        .find(leaver)
        .ifPresent(
            account ->
                rosters
                    .load(account.number())
                    .items()
                    .forEach(item -> sayTo(item.contact().bare(), leaver)));
  }

  private void sayTo(final Jid contact, final Jid leaver) {
    final Optional<StoredAccount> account = accounts.find(contact);
    if (account.isEmpty()) {
      return; // of another server, or gone itself
    }
    final long number = account.get().number();
    for (final RosterItem item : rosters.load(number).items()) {
      if (item.contact().equals(leaver)) {
        end(number, item);
      }
    }
  }

  private void end(final long number, final RosterItem item) {
    RosterItem after = item;
    for (final Action action : List.of(Action.UNSUBSCRIBE, Action.UNSUBSCRIBED)) {
      after =
          after == null ? null : ItemTransition.apply(item.contact(), after, change(after, action));
    }
    switch (ItemTransition.decision(item, after)) {
      case Put put -> rosters.put(number, put.item());
      case Delete gone -> rosters.remove(number, item.contact());
      default -> {}
    }
  }

  private static Transition change(final RosterItem item, final Action action) {
    return Subscriptions.inbound(action, SubscriptionState.of(item), item.approved());
  }
}
