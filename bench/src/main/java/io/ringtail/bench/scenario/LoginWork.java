// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.xmpp.Account;
import io.ringtail.bench.xmpp.LoginPlan;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.Stanza;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Logins on schedule: connect, encrypt, authenticate, bind, presence, and off again. A login that
 * is due while every account is in use waits, and its time runs from the schedule.
 *
 * <p>Owner: its loop. Allocates: per login.
 */
final class LoginWork extends Work {
  private final Lines lines;
  private final Deque<Account> free;
  private final DueQueue waiting = new DueQueue();
  private long begun;
  private long ended;

  LoginWork(
      final Scenario scenario,
      final LoadLoop loop,
      final Muster muster,
      final long seed,
      final Lines lines,
      final List<Account> accounts) {
    super(scenario, loop, muster, seed);
    this.lines = lines;
    this.free = new ArrayDeque<>(accounts);
  }

  @Override
  public void assemble() {
    // Nobody is online before it begins.
  }

  @Override
  protected void act(final long dueNs, final long nowNs) {
    begun++;
    stats().sent(dueNs, nowNs);
    if (!free.isEmpty()) {
      login(free.poll(), dueNs);
    } else if (!waiting.offer(dueNs)) {
      stats().error("too many logins wait: the rate is far above the server's");
    }
  }

  private void login(final Account account, final long dueNs) {
    final LoginPlan plan = new LoginPlan(false, scenario().flag(Key.PRESENCE), false);
    lines.connect(account, plan, null, this).startedNs(dueNs);
  }

  @Override
  protected void joined(final Session session, final long nowNs) {
    ended++;
    stats().delivered(session.startedNs(), nowNs);
    session.leave();
  }

  @Override
  protected void received(final Session session, final Stanza stanza, final long nowNs) {
    // What still comes to somebody who leaves is of no interest.
  }

  @Override
  protected void lost(final Session session, final String reason) {
    if (session.jid() == null) {
      super.lost(session, "login failed: " + reason);
    }
    free.add(session.account());
    if (!waiting.isEmpty()) {
      login(free.poll(), waiting.take());
    }
  }

  @Override
  public Counts counts() {
    return new Counts(begun, ended, 0, 0, 0);
  }
}
