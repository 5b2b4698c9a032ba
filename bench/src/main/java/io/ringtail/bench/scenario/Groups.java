// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.Tally;
import io.ringtail.bench.load.Template;
import io.ringtail.bench.xmpp.Stanza;
import java.util.List;

/**
 * One sends, the whole group gets it: rooms, and contacts who see each other's presence. Members of
 * group g are the users {@code g·size … (g+1)·size - 1}, or as many of them as there are.
 *
 * <p>Owner: its loop. Allocates: at start only.
 */
abstract class Groups implements Part {
  private final PartContext context;
  private final int size;
  private final int users;
  private final boolean ownToo;
  private Seat[] seats = {};
  private int next;
  private long misrouted;

  /**
   * @param ownToo whether the sender gets its own copy
   */
  Groups(final PartContext context, final int size, final boolean ownToo) {
    this.context = context;
    this.size = size;
    this.users = context.scenario().whole(Key.USERS);
    this.ownToo = ownToo;
  }

  /** What a member sends. */
  abstract Template template(Seat seat, int group);

  /** Whether this is a stanza of the group, its stamp read. */
  abstract boolean isOurs(Stanza stanza);

  PartContext context() {
    return context;
  }

  @Override
  public void assemble(final List<Seat> online) {
    final int expected = context.expectedPerFlow(online.size());
    for (final Seat seat : online) {
      final int group = seat.number / size;
      seat.groupTemplate = template(seat, group);
      seat.firstMember = group * size;
      seat.tallies = new Tally[size];
      for (int i = 0; i < size; i++) {
        seat.tallies[i] = new Tally(expected);
      }
    }
    seats = online.toArray(new Seat[0]);
  }

  @Override
  public void act(final long dueNs, final long nowNs) {
    next = next + 1 < seats.length ? next + 1 : 0;
    final Seat seat =
        context.scenario().isPoisson()
            ? seats[context.random().nextInt(seats.length)]
            : seats[next];
    seat.groupTemplate.send(seat.session, dueNs);
    context.stats().sent(dueNs, nowNs);
  }

  @Override
  public boolean take(final Seat seat, final Stanza stanza, final long nowNs) {
    if (!isOurs(stanza)) {
      return false;
    }
    if (stanza.typeIs("error")) {
      context.stats().error("a group's stanza came back: " + stanza.condition());
      return true;
    }
    final int flow = context.stamp().flow();
    final int member = flow - seat.firstMember;
    if (member < 0 || member >= size) {
      misrouted++;
    } else if (flow == seat.number && !ownToo) {
      return true; // an echo that not every server sends
    } else if (seat.tallies[member].take(context.stamp().number())) {
      context.stats().delivered(context.stamp().dueNs(), nowNs);
    }
    return true;
  }

  private int recipients(final Seat seat) {
    final int members = Math.min(size, users - seat.firstMember);
    return ownToo ? members : members - 1;
  }

  @Override
  public Counts counts() {
    long expected = 0;
    long received = 0;
    long doubled = 0;
    long reordered = 0;
    for (final Seat seat : seats) {
      expected += (long) seat.groupTemplate.sent() * recipients(seat);
      for (final Tally tally : seat.tallies) {
        received += tally.distinct();
        doubled += tally.doubled();
        reordered += tally.reordered();
      }
    }
    return new Counts(expected, received, doubled, reordered, misrouted);
  }
}
