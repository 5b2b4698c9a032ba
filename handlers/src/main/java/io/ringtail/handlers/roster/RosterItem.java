// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.parser.Jid;
import java.util.List;

/**
 * One contact with its subscription state (RFC 6121 §2.1.2 and appendix A). Pending-in requests are
 * items too, but only {@link #isVisible()} ones are shown to clients.
 *
 * @param contact bare JID
 * @param name handle given by the owner; empty when none
 * @param groups groups given by the owner, without duplicates
 * @param subscription the four states of RFC 6121 §2.1.2.5
 * @param pendingOut {@code ask='subscribe'}
 * @param pendingIn a subscription request waits for the owner's answer
 * @param approved the owner pre-approved a request (RFC 6121 §3.4)
 * @param listed the item is part of the roster clients see; false while it only records a request
 *     (RFC 6121 §3.1.3)
 * @param request markup of the pending request as it came, with its bare {@code from}; empty when
 *     there is none or it was not kept
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record RosterItem(
    Jid contact,
    String name,
    List<String> groups,
    Subscription subscription,
    boolean pendingOut,
    boolean pendingIn,
    boolean approved,
    boolean listed,
    String request) {

  /** {@code subscription} of RFC 6121 §2.1.2.5; {@code remove} is a request, not a state. */
  public enum Subscription {
    NONE("none"),
    TO("to"),
    FROM("from"),
    BOTH("both");

    private final String attribute;

    Subscription(final String attribute) {
      this.attribute = attribute;
    }

    public String attribute() {
      return attribute;
    }

    /** The owner sees the contact's presence. */
    public boolean isTo() {
      return this == TO || this == BOTH;
    }

    /** The contact sees the owner's presence. */
    public boolean isFrom() {
      return this == FROM || this == BOTH;
    }

    public static Subscription of(final boolean to, final boolean from) {
      if (to) {
        return from ? BOTH : TO;
      }
      return from ? FROM : NONE;
    }
  }

  public RosterItem {
    groups = List.copyOf(groups);
  }

  /**
   * An item without a kept request; it is listed unless it is "None + Pending In" without anything
   * the owner added.
   */
  public RosterItem(
      final Jid contact,
      final String name,
      final List<String> groups,
      final Subscription subscription,
      final boolean pendingOut,
      final boolean pendingIn,
      final boolean approved) {
    this(
        contact,
        name,
        groups,
        subscription,
        pendingOut,
        pendingIn,
        approved,
        !pendingIn
            || pendingOut
            || subscription != Subscription.NONE
            || !name.isEmpty()
            || !groups.isEmpty(),
        "");
  }

  /** True when clients see the item. */
  public boolean isVisible() {
    return listed;
  }
}
