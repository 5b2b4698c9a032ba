// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.roster.RosterItem.Subscription;

/**
 * The nine subscription states of RFC 6121 appendix A.1, from the account's point of view.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum SubscriptionState {
  NONE(Subscription.NONE, false, false),
  NONE_OUT(Subscription.NONE, true, false),
  NONE_IN(Subscription.NONE, false, true),
  NONE_OUT_IN(Subscription.NONE, true, true),
  TO(Subscription.TO, false, false),
  TO_IN(Subscription.TO, false, true),
  FROM(Subscription.FROM, false, false),
  FROM_OUT(Subscription.FROM, true, false),
  BOTH(Subscription.BOTH, false, false);

  private final Subscription subscription;
  private final boolean pendingOut;
  private final boolean pendingIn;

  SubscriptionState(
      final Subscription subscription, final boolean pendingOut, final boolean pendingIn) {
    this.subscription = subscription;
    this.pendingOut = pendingOut;
    this.pendingIn = pendingIn;
  }

  public Subscription subscription() {
    return subscription;
  }

  /** {@code ask='subscribe'}. */
  public boolean pendingOut() {
    return pendingOut;
  }

  /** A request waits for the owner's answer. */
  public boolean pendingIn() {
    return pendingIn;
  }

  /** State of an item; an absent one is in state "None". Flags that contradict it are dropped. */
  public static SubscriptionState of(final RosterItem item) {
    if (item == null) {
      return NONE;
    }
    final boolean out = item.pendingOut();
    final boolean in = item.pendingIn();
    return switch (item.subscription()) {
      case NONE -> out ? in ? NONE_OUT_IN : NONE_OUT : in ? NONE_IN : NONE;
      case TO -> in ? TO_IN : TO;
      case FROM -> out ? FROM_OUT : FROM;
      case BOTH -> BOTH;
    };
  }
}
