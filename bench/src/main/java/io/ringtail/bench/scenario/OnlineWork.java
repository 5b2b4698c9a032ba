// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.Stanza;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A population that stays online; each operation is of one of its parts, by weight.
 *
 * <p>Owner: its loop. Allocates: at start only, but for lookups.
 */
final class OnlineWork extends Work {
  private final Part[] parts;
  private final int[] weights;
  private final int total;
  private final double slowShare;
  private final SplittableRandom random;
  private final TreeMap<Integer, Seat> seats = byNumber();
  private int slow;
  private int slowLost;

  OnlineWork(
      final Scenario scenario,
      final LoadLoop loop,
      final Muster muster,
      final long seed,
      final List<Part> parts,
      final List<Integer> weights) {
    super(scenario, loop, muster, seed);
    this.parts = parts.toArray(new Part[0]);
    this.weights = weights.stream().mapToInt(Integer::intValue).toArray();
    this.total = weights.stream().mapToInt(Integer::intValue).sum();
    this.slowShare = scenario.kind() == Kind.SLOW_CONSUMER ? scenario.number(Key.SLOW_SHARE) : 0;
    this.random = new SplittableRandom(seed);
  }

  @Override
  protected void joined(final Session session, final long nowNs) {
    final Seat seat = new Seat(session);
    session.state(seat);
    seats.put(seat.number, seat);
  }

  @Override
  public void assemble() {
    final List<Seat> online = new ArrayList<>(seats.values());
    for (final Part part : parts) {
      part.assemble(online);
    }
    if (slowShare > 0) {
      final int every = (int) Math.max(1, Math.round(1 / slowShare));
      online.stream().filter(seat -> seat.number % every == 0).forEach(this::slowDown);
    }
  }

  private void slowDown(final Seat seat) {
    seat.slow = true;
    seat.session.reading(false);
    slow++;
  }

  @Override
  protected void act(final long dueNs, final long nowNs) {
    part().act(dueNs, nowNs);
  }

  private Part part() {
    if (parts.length == 1) {
      return parts[0];
    }
    int at = random.nextInt(total);
    for (int i = 0; i < parts.length; i++) {
      at -= weights[i];
      if (at < 0) {
        return parts[i];
      }
    }
    return parts[0];
  }

  @Override
  protected void received(final Session session, final Stanza stanza, final long nowNs) {
    final Seat seat = (Seat) session.state();
    for (final Part part : parts) {
      if (part.take(seat, stanza, nowNs)) {
        return;
      }
    }
    answer(session, stanza);
  }

  /** RFC 6120 §8.2.3: every request gets an answer; servers ask clients whether they live. */
  private static void answer(final Session session, final Stanza stanza) {
    if (stanza.isIq() && stanza.typeIs("get")) {
      final String from = stanza.attribute("from");
      session.say(
          "<iq type='result' id='"
              + stanza.attribute("id")
              + (from.isEmpty() ? "'/>" : "' to='" + from + "'/>"));
    }
  }

  @Override
  protected void lost(final Session session, final String reason) {
    if (session.state() instanceof Seat seat && seat.slow) {
      slowLost++;
    } else {
      super.lost(session, reason);
    }
  }

  @Override
  protected void beginClosed() {
    parts[0].beginClosed(scenario().whole(Key.UNDER_WAY));
  }

  @Override
  protected void endClosed() {
    parts[0].endClosed();
  }

  @Override
  public Counts counts() {
    Counts sum = Counts.NONE;
    for (final Part part : parts) {
      sum = sum.plus(part.counts());
    }
    return sum;
  }

  @Override
  public void figures(final SequencedMap<String, Double> into) {
    if (slowShare > 0) {
      add(into, "sessions that do not read", slow);
      add(into, "of these closed by the server", slowLost);
    }
  }
}
