// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

/**
 * A place in a waiting room.
 *
 * <p>Owner: the loop. Allocates: once per login that has to wait.
 */
public final class Ticket {
  final Entrant entrant;
  final long enteredNs;
  Party party; // null as soon as the place is given up
  Ticket next;
  Ticket previous;

  Ticket(final Entrant entrant, final long enteredNs) {
    this.entrant = entrant;
    this.enteredNs = enteredNs;
  }
}
