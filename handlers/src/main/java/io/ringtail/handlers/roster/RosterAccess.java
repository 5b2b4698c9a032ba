// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.AccountView;
import io.ringtail.parser.Jid;
import java.util.function.Consumer;

/**
 * What other features ask about the roster of a loaded account, as committed; provided by
 * mod_roster.
 *
 * <p>Owner: Router. Allocates: never.
 */
public interface RosterAccess {
  /** The owner's item for the contact's bare address, or null when there is none. */
  RosterItem item(AccountView owner, Jid contact);

  void forEach(AccountView owner, Consumer<RosterItem> action);

  /** The owner sees the contact's presence: subscription {@code to} or {@code both}. */
  default boolean isSubscribedTo(final AccountView owner, final Jid contact) {
    final RosterItem item = item(owner, contact);
    return item != null && item.subscription().isTo();
  }

  /** The contact sees the owner's presence: subscription {@code from} or {@code both}. */
  default boolean hasSubscriber(final AccountView owner, final Jid contact) {
    final RosterItem item = item(owner, contact);
    return item != null && item.subscription().isFrom();
  }

  /** The rosters of the account's host type, or null where mod_roster is off. */
  static RosterAccess of(final AccountView account) {
    return account.host().type().service(RosterAccess.class);
  }

  /** True when the contact may see the owner's presence, as every account may see its own. */
  static boolean mayWatch(final RosterAccess rosters, final AccountView owner, final Jid contact) {
    if (owner.jid().sameBare(contact)) {
      return true;
    }
    final RosterItem item = rosters == null ? null : rosters.item(owner, contact);
    return item != null && item.subscription().isFrom();
  }
}
