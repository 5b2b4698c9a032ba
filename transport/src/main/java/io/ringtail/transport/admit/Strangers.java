// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import io.ringtail.transport.loop.CrowdCounters;

/**
 * The connections of one loop on which nobody has logged in yet. There are only so many; of more
 * the address that has most of them gives one up, so that no address can take all.
 *
 * <p>Owner: the loop. Allocates: per connection.
 */
public final class Strangers {
  private static final Object NO_DOMAIN = "";

  private final WaitingRoom room;
  private final CrowdCounters counters;

  Strangers(final int places, final CrowdCounters counters) {
    this.room = new WaitingRoom(places);
    this.counters = counters;
  }

  /** Takes a place. Somebody may be turned away for it: the newcomer, before the call returns. */
  public Ticket enter(final Object source, final Entrant entrant) {
    final Ticket ticket = new Ticket(entrant, 0);
    room.enter(NO_DOMAIN, source, ticket);
    counters.came.increment();
    if (room.isOverfull()) {
      final Ticket goes = room.mostCrowded(ticket);
      leave(goes);
      counters.refused.increment();
      goes.entrant.turnedAway();
    }
    return ticket;
  }

  /** Is no stranger any more, or gone; nothing happens the second time. */
  public void leave(final Ticket ticket) {
    if (room.leave(ticket)) {
      counters.left.increment();
    }
  }
}
