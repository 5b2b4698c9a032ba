// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.Arrivals;
import io.ringtail.bench.load.Driver;
import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.load.LoopStats;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.SessionListener;
import io.ringtail.bench.xmpp.Stanza;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * What one loop does to one target: brings its share of the sessions online, then acts whenever an
 * operation is due.
 *
 * <p>Owner: its loop. Allocates: at start; in steady state as the subclass says.
 */
public abstract class Work implements Driver, SessionListener {
  // Between two looks at the sockets: an overloaded schedule must not keep answers unread.
  private static final int OPERATIONS_PER_TURN = 64;
  private static final int CLOCK_EVERY = 16;

  private final Scenario scenario;
  private final LoadLoop loop;
  private final Muster muster;
  private final Arrivals arrivals;
  private boolean mustered;
  private boolean leaving;

  protected Work(
      final Scenario scenario, final LoadLoop loop, final Muster muster, final long seed) {
    this.scenario = scenario;
    this.loop = loop;
    this.muster = muster;
    this.arrivals = new Arrivals(scenario.isPoisson(), seed);
  }

  /** Does one operation that was due at {@code dueNs}. */
  protected abstract void act(long dueNs, long nowNs);

  /** Everybody is online: make what is sent and checked. */
  public abstract void assemble();

  public abstract Counts counts();

  /** Figures of this scenario only, to be added over the loops. */
  public void figures(final SequencedMap<String, Double> into) {
    // Most scenarios have none.
  }

  protected abstract void joined(Session session, long nowNs);

  protected abstract void received(Session session, Stanza stanza, long nowNs);

  /** A session that was online is gone. */
  protected void lost(final Session session, final String reason) {
    stats().error("a session was lost: " + session.account().bare() + ": " + reason);
  }

  /** Goes on at this rate; 0 stops. On the loop's thread. */
  public void rate(final double perSecond) {
    if (scenario.isOpen()) {
      arrivals.rate(perSecond, System.nanoTime());
    } else if (perSecond > 0) {
      beginClosed();
    } else {
      endClosed();
    }
  }

  protected void beginClosed() {
    throw new ScenarioException(
        "load.model = \"closed\" is only for one-to-one messages, not for "
            + scenario.kind().word());
  }

  protected void endClosed() {
    // Nothing was begun.
  }

  @Override
  public final long fire(final long nowNs) {
    long now = nowNs;
    for (int n = 1; n <= OPERATIONS_PER_TURN && arrivals.dueNs() <= now; n++) {
      final long dueNs = arrivals.take();
      act(dueNs, now);
      if (n % CLOCK_EVERY == 0) {
        now = System.nanoTime();
      }
    }
    return arrivals.dueNs();
  }

  @Override
  public final void onReady(final Session session, final long nowNs) {
    joined(session, nowNs);
    if (!mustered) {
      muster.arrived();
    }
  }

  @Override
  public final void onStanza(final Session session, final Stanza stanza, final long nowNs) {
    received(session, stanza, nowNs);
  }

  @Override
  public final void onClosed(final Session session, final String reason) {
    if (leaving) {
      return;
    }
    if (mustered || session.jid() != null) {
      lost(session, reason);
    } else {
      muster.failed(session.account().bare(), reason);
    }
  }

  /** Nobody more is awaited: from now on a session that goes is a session lost. */
  public final void mustered() {
    mustered = true;
    assemble();
  }

  /** What closes from now on, closes because the lab is done. */
  public final void leave() {
    leaving = true;
    arrivals.rate(0, 0);
  }

  protected final boolean isLeaving() {
    return leaving;
  }

  public final Scenario scenario() {
    return scenario;
  }

  public final LoadLoop loop() {
    return loop;
  }

  protected final LoopStats stats() {
    return loop.stats();
  }

  /** Adds to a figure that several loops have a share of. */
  protected static void add(
      final SequencedMap<String, Double> into, final String name, final double more) {
    into.merge(name, more, Double::sum);
  }

  /** Sessions by account number. */
  protected static <T> TreeMap<Integer, T> byNumber() {
    return new TreeMap<>();
  }
}
