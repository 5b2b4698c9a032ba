// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.xmpp.LoginPlan;
import io.ringtail.bench.xmpp.ResumeTicket;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.Stanza;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SequencedMap;

/**
 * Connections that break on schedule and come back at once, by resumption (XEP-0198 §5) or by a new
 * login; the time runs from the break.
 *
 * <p>Owner: its loop. Allocates: per reconnection.
 */
final class ReconnectWork extends Work {
  private final Lines lines;
  private final Deque<Session> online = new ArrayDeque<>();
  private final DueQueue waiting = new DueQueue();
  private long begun;
  private long ended;
  private long resumed;

  ReconnectWork(
      final Scenario scenario,
      final LoadLoop loop,
      final Muster muster,
      final long seed,
      final Lines lines) {
    super(scenario, loop, muster, seed);
    this.lines = lines;
  }

  @Override
  public void assemble() {
    // Whoever is online may be cut.
  }

  @Override
  protected void act(final long dueNs, final long nowNs) {
    begun++;
    stats().sent(dueNs, nowNs);
    if (!online.isEmpty()) {
      cut(dueNs);
    } else if (!waiting.offer(dueNs)) {
      stats().error("too many reconnections wait: the rate is far above the server's");
    }
  }

  private void cut(final long dueNs) {
    final Session session = online.poll();
    session.startedNs(dueNs);
    session.state(this);
    session.drop();
  }

  @Override
  protected void lost(final Session session, final String reason) {
    if (session.state() != this) {
      super.lost(session, reason);
      return;
    }
    final boolean resume = scenario().flag(Key.RESUME);
    final ResumeTicket ticket = resume ? session.ticket() : null;
    final Session next =
        lines.connect(session.account(), new LoginPlan(false, true, resume), ticket, this);
    next.startedNs(session.startedNs());
    resumed += ticket == null ? 0 : 1;
  }

  @Override
  protected void joined(final Session session, final long nowNs) {
    online.add(session);
    if (session.startedNs() != 0) {
      ended++;
      stats().delivered(session.startedNs(), nowNs);
      session.startedNs(0);
    }
    if (!waiting.isEmpty()) {
      cut(waiting.take());
    }
  }

  @Override
  protected void received(final Session session, final Stanza stanza, final long nowNs) {
    // What still comes is of no interest here.
  }

  @Override
  public Counts counts() {
    return new Counts(begun, ended, 0, 0, 0);
  }

  @Override
  public void figures(final SequencedMap<String, Double> into) {
    add(into, "reconnections by resumption", resumed);
  }
}
