// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Two well-behaved clients who chat on whatever others do: each answers the other's number with the
 * next one, and anything else they get is a fault.
 *
 * <p>Owner: the test's thread; each client has a thread of its own. Allocates: per message.
 */
final class Bystanders implements AutoCloseable {
  private final TextClient romeo;
  private final TextClient juliet;
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicReference<String> fault = new AtomicReference<>();
  private final Thread romeosThread;
  private final Thread julietsThread;
  private volatile boolean leaving;

  /** Two accounts, {@code romeo} and {@code juliet}, which nobody else uses. */
  Bystanders(final InetSocketAddress address) {
    romeo = login(address, "romeo");
    juliet = login(address, "juliet");
    romeosThread = Thread.ofPlatform().name("romeo").start(() -> chat(romeo, "juliet", 1));
    julietsThread = Thread.ofPlatform().name("juliet").start(() -> chat(juliet, "romeo", 0));
    say(romeo, "juliet", 0);
  }

  private static TextClient login(final InetSocketAddress address, final String user) {
    return new TextClient(address).login(user, PackagedNode.DOMAIN, PackagedNode.PASSWORD, "chat");
  }

  private void chat(final TextClient me, final String other, final long first) {
    long expected = first;
    while (fault.get() == null) {
      final String message = me.next();
      if (leaving) {
        return;
      }
      if (message == null || !message.contains("<body>round " + expected + "</body>")) {
        fault.compareAndSet(null, "expected round " + expected + " from " + other + ": " + message);
        return;
      }
      rounds.set(expected);
      say(me, other, expected + 1);
      expected += 2;
    }
  }

  private static void say(final TextClient from, final String to, final long round) {
    from.say(
        "<message type='chat' to='"
            + to
            + "@localhost/chat'><body>round "
            + round
            + "</body></message>");
  }

  /** They have noticed nothing, and go on. */
  void check() {
    final long until = rounds.get() + 4;
    Await.until("the bystanders chat on", () -> rounds.get() >= until || fault.get() != null);
    if (fault.get() != null) {
      throw new AssertionError(fault.get());
    }
  }

  @Override
  public void close() {
    leaving = true;
    romeo.close();
    juliet.close();
    Await.until("the bystanders leave", () -> !romeosThread.isAlive() && !julietsThread.isAlive());
  }
}
