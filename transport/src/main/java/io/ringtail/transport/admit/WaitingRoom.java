// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

/**
 * A bounded queue that is fair: domains take turns, within a domain source addresses do, and within
 * an address it is first come, first served. When it is full, the largest crowd gives up a place.
 *
 * <p>Owner: the loop. Allocates: per entry.
 */
final class WaitingRoom {
  private final Party everybody = new Party(null, null, false);
  private final int places;

  WaitingRoom(final int places) {
    this.places = places;
  }

  int waiting() {
    return everybody.waiting();
  }

  boolean isEmpty() {
    return everybody.waiting() == 0;
  }

  boolean isOverfull() {
    return everybody.waiting() > places;
  }

  /** Takes a place; {@link #mostCrowded} must go if this was one too many. */
  void enter(final Object domain, final Object source, final Ticket ticket) {
    everybody.member(domain, false).member(source, true).append(ticket);
  }

  /** Gives up the place, if it is still there; false if it is not. */
  boolean leave(final Ticket ticket) {
    if (ticket.party == null) {
      return false;
    }
    ticket.party.remove(ticket);
    return true;
  }

  /** Takes out who is next; null when nobody waits. */
  Ticket next() {
    if (isEmpty()) {
      return null;
    }
    final Ticket ticket = everybody.nextInTurn();
    leave(ticket);
    return ticket;
  }

  /**
   * Who has to go when a place is needed: the newcomer itself unless its crowd is a smaller one.
   */
  Ticket mostCrowded(final Ticket newcomer) {
    return everybody.mostCrowded(newcomer);
  }
}
