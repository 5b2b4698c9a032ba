// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import io.ringtail.bench.xmpp.Account;
import io.ringtail.bench.xmpp.LoginPlan;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.IntConsumer;

/**
 * The users of one target, spread over the loops: 2k and 2k+1 always share one.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
public final class Population {
  private static final long PATIENCE_MS = 30_000;

  private final Target target;
  private final Scenario scenario;
  private final List<Account> accounts = new ArrayList<>();
  private final List<Lines> lines;
  private final List<Work> works = new ArrayList<>();
  private final List<Session> sessions = Collections.synchronizedList(new ArrayList<>());
  private final Muster muster;
  private int begun;

  /**
   * @param lines one per loop
   */
  public Population(final Target target, final Works works, final List<Lines> lines) {
    this.target = target;
    this.scenario = works.scenario();
    this.lines = lines;
    this.muster = new Muster(scenario.whole(Key.PARALLEL));
    final int domains = scenario.whole(Key.DOMAINS);
    for (int n = 0; n < scenario.whole(Key.USERS); n++) {
      accounts.add(target.users().account(n, n / 2 % domains));
    }
    for (int i = 0; i < lines.size(); i++) {
      final int number = i;
      final List<Account> own =
          accounts.stream().filter(account -> loopOf(account) == number).toList();
      this.works.add(works.make(i, lines.get(i), muster, own));
    }
  }

  private int loopOf(final Account account) {
    return account.number() / 2 % lines.size();
  }

  /** Logs in until {@code upTo} are online; {@code progress} hears how many are. */
  public void comeOnline(final boolean create, final int upTo, final IntConsumer progress)
      throws InterruptedException {
    final LoginPlan plan =
        new LoginPlan(
            create,
            scenario.flag(Key.PRESENCE),
            scenario.kind() == Kind.RECONNECT_STORM && scenario.flag(Key.RESUME));
    while (begun < upTo) {
      await(muster.enter(PATIENCE_MS));
      begin(accounts.get(begun++), plan);
      progress.accept(muster.ready());
    }
    // All places free again: nobody is on the way any more.
    final int places = scenario.whole(Key.PARALLEL);
    for (int i = 0; i < places; i++) {
      await(muster.enter(PATIENCE_MS));
      progress.accept(muster.ready());
    }
    muster.leave(places);
    await(muster.failed() == 0);
  }

  private void begin(final Account account, final LoginPlan plan) {
    final int loop = loopOf(account);
    final Lines line = lines.get(loop);
    line.loop().submit(() -> sessions.add(line.connect(account, plan, null, works.get(loop))));
  }

  private void await(final boolean goesOn) {
    if (muster.failed() > 0 || !goesOn) {
      final String why =
          muster.firstFailure() == null
              ? "no login ended for " + PATIENCE_MS / 1000 + " seconds"
              : muster.firstFailure();
      throw TargetException.of(
          target,
          accounts.get(0),
          muster.ready() + " of " + accounts.size() + " sessions came online, then: " + why);
    }
  }

  /** From now on a session that goes is a session lost. */
  public void mustered() throws InterruptedException {
    for (final Work work : works) {
      onLoop(
          work,
          () -> {
            work.mustered();
            return null;
          });
    }
  }

  /** Runs something on the loop of a work and waits for it. */
  public static <T> T onLoop(final Work work, final java.util.concurrent.Callable<T> task)
      throws InterruptedException {
    try {
      return work.loop().submit(task).get();
    } catch (final ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  public Counts counts() throws InterruptedException {
    Counts sum = Counts.NONE;
    for (final Work work : works) {
      sum = sum.plus(onLoop(work, work::counts));
    }
    return sum;
  }

  public List<Work> works() {
    return works;
  }

  public List<Account> accounts() {
    return accounts;
  }

  /** The sessions that came online, by account number. */
  public List<Session> sessions() {
    synchronized (sessions) {
      return sessions.stream()
          .sorted((a, b) -> Integer.compare(a.account().number(), b.account().number()))
          .toList();
    }
  }

  public int ready() {
    return muster.ready();
  }

  /** Closes every session as a client does that goes offline. */
  public void leave() throws InterruptedException {
    for (final Work work : works) {
      onLoop(
          work,
          () -> {
            work.leave();
            return null;
          });
    }
    for (final Session session : sessions()) {
      lines
          .get(loopOf(session.account()))
          .loop()
          .submit(
              () -> {
                if (!session.isClosed()) {
                  session.leave();
                }
                return null;
              });
    }
  }
}
