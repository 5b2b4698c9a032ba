// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.streams;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Many clients that write to each other and come back whatever happens to their connections, each
 * on a virtual thread.
 *
 * <p>Owner: any thread. Allocates: at start, and per stanza.
 */
public final class Crowd {
  /** What came of it. */
  public record Result(
      long sent, long received, long doubled, long reordered, long lost, long newStreams) {}

  private static final long PAUSE_MS = 50;
  private static final long LOOK_MS = 10;
  private static final long ASK_MS = 500;

  private final List<Account> accounts = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final List<Map<Integer, Integer>> sentTo = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicReference<String> lastLoss = new AtomicReference<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicReference<String> firstRefusal = new AtomicReference<>();
  private final AtomicLong connects = new AtomicLong();
  private final String domain;
  private final IntFunction<String> user;
  private volatile boolean running = true;

  /**
   * @param clients how many
   * @param user account name of client n, its password too
   * @param quick they come back by SASL2 and a token, and resume within it
   */
  public Crowd(
      final InetSocketAddress server,
      final String domain,
      final int clients,
      final IntFunction<String> user,
      final boolean quick) {
    this.domain = domain;
    this.user = user;
    for (int i = 0; i < clients; i++) {
      final Order order = new Order();
      orders.add(order);
      sentTo.add(new HashMap<>());
      accounts.add(
          new Account(
              new Account.Identity(
                  server,
                  quick
                      ? new QuickEntry(domain, user.apply(i))
                      : new ClassicEntry(domain, user.apply(i))),
              message -> take(order, message)));
    }
  }

  private void take(final Order order, final String message) {
    if (message.contains(" type='error'")) {
      refused.incrementAndGet();
      firstRefusal.compareAndSet(null, message);
      return;
    }
    final int start = message.indexOf("<body>") + "<body>".length();
    final String[] numbers = message.substring(start, message.indexOf("</body>")).split(" ");
    order.received(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }

  /** Everybody connects, and comes back until {@link #stop}. */
  public void start() {
    for (final Account account : accounts) {
      Thread.ofVirtual().start(() -> live(account));
    }
  }

  private void live(final Account account) {
    while (running) {
      try {
        account.connect();
        connects.incrementAndGet();
        account.read();
      } catch (final IOException lost) {
        lastLoss.set(lost.getMessage());
        account.cut();
        rest(PAUSE_MS + ThreadLocalRandom.current().nextLong(PAUSE_MS));
      }
    }
  }

  private static void rest(final long ms) {
    try {
      Thread.sleep(ms);
    } catch (final InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** One message from somebody to somebody else, chosen at random. */
  public void sendOne() {
    final ThreadLocalRandom random = ThreadLocalRandom.current();
    final int from = random.nextInt(accounts.size());
    final int to = (from + 1 + random.nextInt(accounts.size() - 1)) % accounts.size();
    final Account sender = accounts.get(from);
    synchronized (sender) { // numbers leave in their order
      final int number = sentTo.get(from).merge(to, 1, Integer::sum) - 1;
      sent.incrementAndGet();
      sender.send(
          "<message type='chat' to='"
              + user.apply(to)
              + '@'
              + domain
              + "/bench'><body>"
              + from
              + ' '
              + number
              + "</body></message>");
    }
  }

  /** Why the connection that was lost last was lost; null when none was. */
  public String lastLoss() {
    return lastLoss.get();
  }

  /** Messages that came back as errors: their senders know, but nobody has them. */
  public long refused() {
    return refused.get();
  }

  /** The first of those, or null. */
  public String firstRefusal() {
    return firstRefusal.get();
  }

  /** Breaks somebody's connection. */
  public void cutOne() {
    accounts.get(ThreadLocalRandom.current().nextInt(accounts.size())).cut();
  }

  /** How many are connected and bound or resumed. */
  public int ready() {
    int ready = 0;
    for (final Account account : accounts) {
      ready += account.isReady() ? 1 : 0;
    }
    return ready;
  }

  /** Waits until everybody is; false when somebody is not in time. */
  public boolean awaitReady(final long patienceNs) throws InterruptedException {
    return await(() -> ready() == accounts.size(), LOOK_MS, patienceNs);
  }

  /** Waits until {@link #isQuiet}; false when it is not in time. */
  public boolean awaitQuiet(final long patienceNs) throws InterruptedException {
    return await(this::isQuiet, ASK_MS, patienceNs);
  }

  private static boolean await(
      final BooleanSupplier condition, final long pauseMs, final long patienceNs)
      throws InterruptedException {
    final long untilNs = System.nanoTime() + patienceNs;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - untilNs > 0) {
        return false;
      }
      Thread.sleep(pauseMs);
    }
    return true;
  }

  /** Connections that came to a stream, so far. */
  public long connects() {
    return connects.get();
  }

  /**
   * When the first of the connections was opened that are newer than this, or {@code atLatestNs}.
   */
  public long firstOpenedNs(final long sinceNs, final long atLatestNs) {
    long first = atLatestNs;
    for (final Account account : accounts) {
      final long openedNs = account.openedNs();
      if (openedNs - sinceNs > 0 && openedNs - first < 0) {
        first = openedNs;
      }
    }
    return first;
  }

  /** Everybody asks what was handled; true when all of it was, and all has arrived. */
  private boolean isQuiet() {
    boolean quiet = true;
    for (final Account account : accounts) {
      account.ask();
      quiet &= account.outstanding() == 0;
    }
    return quiet && result().lost() == 0;
  }

  /** Stanzas the server has not said it has handled. */
  public long outstanding() {
    long outstanding = 0;
    for (final Account account : accounts) {
      outstanding += account.outstanding();
    }
    return outstanding;
  }

  public Result result() {
    final long all = sent.get();
    long received = 0;
    long doubled = 0;
    long reordered = 0;
    long newStreams = 0;
    for (int i = 0; i < accounts.size(); i++) {
      received += orders.get(i).received();
      doubled += orders.get(i).doubled();
      reordered += orders.get(i).reordered();
      newStreams += accounts.get(i).newStreams();
    }
    return new Result(all, received, doubled, reordered, all - received, newStreams);
  }

  public void stop() {
    running = false;
    accounts.forEach(Account::cut);
  }
}
