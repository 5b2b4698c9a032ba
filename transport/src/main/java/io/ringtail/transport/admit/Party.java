// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import java.util.HashMap;
import java.util.Map;

/**
 * Some of those who wait: everybody, a domain's, or one address's. The members of a party take
 * turns; the innermost parties are lines of tickets.
 *
 * <pre>
 *   everybody ─► ring of domains ─► ring of addresses ─► first ticket … last ticket
 * </pre>
 *
 * <p>Owner: the loop. Allocates: once per domain and address while they wait.
 */
final class Party {
  private final Party host;
  private final Object name;
  private final boolean isLine;
  private final Map<Object, Party> members;
  private final Crowding crowding;
  private Party turn;
  private Party next;
  private Party previous;
  private Ticket first;
  private Ticket last;
  private int waiting;
  int place; // in the host's crowding

  Party(final Party host, final Object name, final boolean isLine) {
    this.host = host;
    this.name = name;
    this.isLine = isLine;
    this.members = isLine ? null : new HashMap<>(4);
    this.crowding = isLine ? null : new Crowding();
  }

  int waiting() {
    return waiting;
  }

  /** The member of this name, made if need be: somebody is about to join it. */
  Party member(final Object wanted, final boolean asLine) {
    final Party known = members.get(wanted);
    if (known != null) {
      return known;
    }
    final Party added = new Party(this, wanted, asLine);
    members.put(wanted, added);
    return added;
  }

  /** Puts the ticket at the end of this line. */
  void append(final Ticket ticket) {
    ticket.party = this;
    ticket.previous = last;
    if (last == null) {
      first = ticket;
    } else {
      last.next = ticket;
    }
    last = ticket;
    grow();
  }

  /** Takes the ticket out of this line, wherever it stands. */
  void remove(final Ticket ticket) {
    if (ticket.previous == null) {
      first = ticket.next;
    } else {
      ticket.previous.next = ticket.next;
    }
    if (ticket.next == null) {
      last = ticket.previous;
    } else {
      ticket.next.previous = ticket.previous;
    }
    ticket.party = null;
    ticket.next = null;
    ticket.previous = null;
    shrink();
  }

  /** The ticket whose turn it is; the next call means the next member. */
  Ticket nextInTurn() {
    if (isLine) {
      return first;
    }
    final Party now = turn;
    turn = now.next;
    return now.nextInTurn();
  }

  /**
   * Who came last to the largest crowd. Between crowds of the same size the newcomer's counts as
   * the larger one: who waits already is not driven out for the sake of somebody like him.
   */
  Ticket mostCrowded(final Ticket newcomer) {
    if (isLine) {
      return last;
    }
    final Party largest = crowding.largest();
    final Party own = memberOf(newcomer);
    return own != null && own.waiting == largest.waiting
        ? own.mostCrowded(newcomer)
        : largest.mostCrowded(newcomer);
  }

  private Party memberOf(final Ticket ticket) {
    Party at = ticket.party;
    while (at != null && at.host != this) {
      at = at.host;
    }
    return at;
  }

  private void grow() {
    waiting++;
    if (host == null) {
      return;
    }
    if (waiting == 1) {
      host.join(this);
    } else {
      host.crowding.grew(this);
    }
    host.grow();
  }

  private void shrink() {
    waiting--;
    if (host == null) {
      return;
    }
    if (waiting == 0) {
      host.part(this);
    } else {
      host.crowding.shrank(this);
    }
    host.shrink();
  }

  private void join(final Party member) {
    crowding.add(member);
    if (turn == null) {
      member.next = member;
      member.previous = member;
      turn = member;
      return;
    }
    member.next = turn; // behind all the others
    member.previous = turn.previous;
    turn.previous.next = member;
    turn.previous = member;
  }

  private void part(final Party member) {
    crowding.remove(member);
    members.remove(member.name);
    if (member.next == member) {
      turn = null;
      return;
    }
    member.previous.next = member.next;
    member.next.previous = member.previous;
    if (turn == member) {
      turn = member.next;
    }
  }
}
