// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.loop.LaneCounters;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One kind of login, or of what comes before it, on one loop: its share of the budget and those who
 * wait for it.
 *
 * <p>Owner: the loop. Allocates: per login that has to wait.
 */
public final class LoginLane {
  private static final long SHORTEST_NAP_NS = 1_000_000;

  private final IoLoop loop;
  private final LaneCounters counters;
  private final WaitingRoom room;
  private final Pace pace;
  private final double chargePerNs;
  private final BooleanSupplier busy;
  private final Runnable onTimer = this::onTimer;
  private boolean timed;

  /**
   * @param perSecond this loop's share
   * @param chargePerNs how long others wait for each nanosecond of a check
   * @param busy true while the next login would have to wait for a processor anyway
   */
  LoginLane(
      final IoLoop loop,
      final LaneCounters counters,
      final double perSecond,
      final int places,
      final double chargePerNs,
      final BooleanSupplier busy) {
    this.loop = loop;
    this.counters = counters;
    this.room = new WaitingRoom(places);
    this.chargePerNs = chargePerNs;
    this.pace = new Pace(perSecond, loop.clock().nowNs());
    this.busy = busy;
  }

  /** True if the login may go on at once; else it has to {@link #await}. */
  public boolean admitsNow() {
    final long nowNs = loop.clock().nowNs();
    if (!room.isEmpty() || pace.waitNs(nowNs) > 0 || busy.getAsBoolean()) {
      return false;
    }
    pace.take(nowNs);
    counters.admitted.increment();
    return true;
  }

  /**
   * Takes a place in the waiting room. If that is full, the newest login of the largest crowd is
   * turned away: perhaps this one, before the call returns.
   */
  public Ticket await(final Object domain, final Object source, final Entrant entrant) {
    final Ticket ticket = new Ticket(entrant, loop.clock().nowNs());
    room.enter(domain, source, ticket);
    counters.queued.increment();
    if (room.isOverfull()) {
      final Ticket goes = room.mostCrowded(ticket);
      leave(goes);
      goes.entrant.turnedAway();
    }
    if (!room.isEmpty()) {
      setTimer();
    }
    return ticket;
  }

  /** Gives up the place; nothing happens if it is given up already. */
  public void leave(final Ticket ticket) {
    if (room.leave(ticket)) {
      counters.unqueued.increment();
    }
  }

  /**
   * Somebody's check is done: it rests as long as it has worked, or longer, so that processors are
   * left to those who are online; then the next one may go on.
   */
  public void checked(final long tookNs) {
    pace.charge(loop.clock().nowNs(), (long) (tookNs * chargePerNs));
    goOn();
  }

  /** Somebody was turned away. */
  public void refused() {
    counters.refused.increment();
  }

  private void goOn() {
    if (room.isEmpty()) {
      return;
    }
    loop.touch();
    final long nowNs = loop.clock().nowNs();
    while (!room.isEmpty() && pace.waitNs(nowNs) <= 0 && !busy.getAsBoolean()) {
      admit(room.next(), nowNs);
    }
    if (!room.isEmpty()) {
      setTimer();
    }
  }

  private void admit(final Ticket ticket, final long nowNs) {
    pace.take(nowNs);
    counters.unqueued.increment();
    counters.admitted.increment();
    counters.waited.increment();
    final long waitedMs = TimeUnit.NANOSECONDS.toMillis(nowNs - ticket.enteredNs);
    counters.waitedMs.add(waitedMs);
    counters.longestMs.max(waitedMs);
    ticket.entrant.admitted();
  }

  /**
   * When somebody turned away may come back: after those who wait now, and not all at the same
   * moment.
   */
  public int comeBackInSeconds() {
    final int waitS = 1 + (int) Math.min(3_600, room.waiting() * pace.usualGapNs() / 1e9);
    return waitS + ThreadLocalRandom.current().nextInt(waitS + 1);
  }

  private void setTimer() {
    if (!timed && !loop.executor().isShuttingDown()) {
      timed = true;
      final long napNs = Math.max(SHORTEST_NAP_NS, pace.waitNs(loop.clock().nowNs()));
      loop.executor().schedule(onTimer, napNs, TimeUnit.NANOSECONDS);
    }
  }

  private void onTimer() {
    timed = false;
    goOn();
  }
}
