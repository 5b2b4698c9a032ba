// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.Tally;
import io.ringtail.bench.load.Template;
import io.ringtail.bench.xmpp.Stanza;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One-to-one messages: user 2k to user 2k+1 and back, everybody equally often.
 *
 * <p>Owner: its loop. Allocates: at start only.
 */
final class Pairs implements Part {
  private final PartContext context;
  private final boolean even;
  private Seat[] senders = {};
  private Seat[] all = {};
  private int next;
  private boolean closedLoop;
  private long misrouted;

  Pairs(final PartContext context) {
    this.context = context;
    this.even = !context.scenario().isPoisson();
  }

  @Override
  public void assemble(final List<Seat> seats) {
    final Map<Integer, Seat> byNumber = new HashMap<>();
    seats.forEach(seat -> byNumber.put(seat.number, seat));
    final boolean bare = context.scenario().text(Key.ADDRESS).equals("bare");
    final int bodyBytes = context.scenario().whole(Key.BODY_BYTES);
    final int expected = context.expectedPerFlow(seats.size());
    for (final Seat seat : seats) {
      final Seat partner = byNumber.get(seat.number ^ 1);
      if (partner == null) {
        continue; // an odd population: the last has nobody to talk to
      }
      final String to = bare ? partner.session.account().bare() : partner.session.jid();
      seat.template = Template.message(to, "chat", context.run(), seat.number, bodyBytes);
      seat.partnerFlow = partner.number;
      seat.tally = new Tally(expected);
    }
    all = seats.stream().filter(seat -> seat.template != null).toArray(Seat[]::new);
    senders = all.clone();
  }

  @Override
  public void act(final long dueNs, final long nowNs) {
    final Seat seat;
    if (even) {
      next = next + 1 < senders.length ? next + 1 : 0;
      seat = senders[next];
    } else {
      seat = senders[context.random().nextInt(senders.length)];
    }
    seat.template.send(seat.session, dueNs);
    context.stats().sent(dueNs, nowNs);
  }

  @Override
  public boolean take(final Seat seat, final Stanza stanza, final long nowNs) {
    if (!stanza.isMessage() || !context.stampOfBody(stanza)) {
      return false;
    }
    if (stanza.typeIs("error")) {
      context.stats().error("a message came back: " + stanza.condition());
      return true;
    }
    if (context.stamp().flow() != seat.partnerFlow || seat.tally == null) {
      misrouted++;
      return true;
    }
    if (seat.tally.take(context.stamp().number()) && !seat.slow) {
      context.stats().delivered(context.stamp().dueNs(), nowNs);
      if (closedLoop) {
        send(seat, nowNs);
      }
    }
    return true;
  }

  private void send(final Seat seat, final long nowNs) {
    seat.template.send(seat.session, nowNs);
    context.stats().sent(nowNs, nowNs);
  }

  @Override
  public void beginClosed(final int underWay) {
    closedLoop = true;
    final long nowNs = System.nanoTime();
    for (int i = 0; i < all.length; i += 2) {
      for (int k = 0; k < underWay; k++) {
        send(all[i + (k & 1)], nowNs);
      }
    }
  }

  @Override
  public void endClosed() {
    closedLoop = false;
  }

  @Override
  public Counts counts() {
    Counts counts = new Counts(0, 0, 0, 0, misrouted);
    final Map<Integer, Seat> byNumber = new HashMap<>();
    for (final Seat seat : all) {
      byNumber.put(seat.number, seat);
    }
    for (final Seat seat : all) {
      if (!seat.slow) {
        final Seat sender = byNumber.get(seat.partnerFlow);
        final Tally tally = seat.tally;
        counts =
            counts.plus(
                new Counts(
                    sender.template.sent(),
                    tally.distinct(),
                    tally.doubled(),
                    tally.reordered(),
                    0));
      }
    }
    return counts;
  }
}
