// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.roster.RosterChange.Decision;
import io.ringtail.handlers.roster.RosterChange.Delete;
import io.ringtail.handlers.roster.RosterChange.Keep;
import io.ringtail.handlers.roster.RosterChange.Put;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.handlers.roster.Subscriptions.Transition;
import io.ringtail.parser.Jid;
import java.util.List;

/**
 * Turns a transition of the state machine into the item to keep.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class ItemTransition {
  private ItemTransition() {}

  /** The contact's item afterwards; null when none is needed. */
  static RosterItem apply(final Jid contact, final RosterItem before, final Transition change) {
    final SubscriptionState next = change.next();
    final boolean listed =
        before != null && before.listed()
            || next.subscription() != Subscription.NONE
            || next.pendingOut()
            || change.approved();
    if (!listed && !next.pendingIn()) {
      return null;
    }
    return new RosterItem(
        contact,
        before == null ? "" : before.name(),
        before == null ? List.of() : before.groups(),
        next.subscription(),
        next.pendingOut(),
        next.pendingIn(),
        change.approved(),
        listed,
        before == null || !next.pendingIn() ? "" : before.request());
  }

  static RosterItem withRequest(final RosterItem item, final String request) {
    return new RosterItem(
        item.contact(),
        item.name(),
        item.groups(),
        item.subscription(),
        item.pendingOut(),
        item.pendingIn(),
        item.approved(),
        item.listed(),
        request);
  }

  /** What brings the store from one to the other. */
  static Decision decision(final RosterItem before, final RosterItem after) {
    if (after == null) {
      return before == null ? new Keep() : new Delete();
    }
    return after.equals(before) ? new Keep() : new Put(after);
  }
}
