// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.roster.RosterItem.Subscription;
import io.ringtail.parser.Jid;
import java.util.List;

/**
 * Puts contacts into rosters, as if it had been agreed upon long ago.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public final class TestContacts {
  private TestContacts() {}

  /** Into the owner's roster alone; before its account is loaded. */
  public static void put(
      final TestNode node, final Jid owner, final Jid contact, final Subscription subscription) {
    node.stores()
        .rosters()
        .put(
            node.account(owner),
            new RosterItem(contact, "", List.of(), subscription, false, false, false));
  }

  /** Each sees the other's presence. */
  public static void befriend(final TestNode node, final Jid one, final Jid other) {
    put(node, one, other, Subscription.BOTH);
    put(node, other, one, Subscription.BOTH);
  }
}
