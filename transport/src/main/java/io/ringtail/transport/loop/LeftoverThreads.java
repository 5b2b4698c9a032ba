// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.ring.Courtesy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that compute where the loops leave a processor, and as many helpers with a share of their
 * own: on a machine that is always busy the others stand still, with one piece each.
 *
 * <pre>
 *   queue ─► threads: leftovers only
 *      └───► helpers, while something waits: they look on until a thread has been at one piece for
 *            longer than patience allows, then they take what waits
 * </pre>
 *
 * <p>Owner: any thread. Allocates: per piece of work.
 */
final class LeftoverThreads extends ThreadPoolExecutor {
  private static final long LOOK_NS = 20_000_000;

  private final Set<Piece> begun = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor helpers;
  private final long patienceNs;

  LeftoverThreads(final String name, final int threads, final Duration patience) {
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        factory(name, LeftoverThreads::takeLeftovers));
    this.patienceNs = patience.toNanos();
    this.helpers =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(threads),
            factory(name + "-helper", Courtesy::stepBack),
            new DiscardPolicy());
    helpers.allowCoreThreadTimeOut(true);
  }

  /** One piece of work, by identity; since when a thread is at it. */
  private static final class Piece implements Runnable {
    private final Runnable work;
    private long sinceNs;

    Piece(final Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      work.run();
    }
  }

  private static ThreadFactory factory(final String name, final Runnable courtesy) {
    final ThreadFactory plain = Thread.ofPlatform().daemon().name(name + '-', 0).factory();
    return worker ->
        plain.newThread(
            () -> {
              courtesy.run();
              worker.run();
            });
  }

  private static void takeLeftovers() {
    if (!Courtesy.takeLeftovers()) {
      Courtesy.stepBack();
    }
  }

  @Override
  public void execute(final Runnable work) {
    super.execute(new Piece(work));
    if (!getQueue().isEmpty()) {
      helpers.execute(this::help);
    }
  }

  @Override
  protected void beforeExecute(final Thread thread, final Runnable work) {
    final Piece piece = (Piece) work;
    piece.sinceNs = System.nanoTime();
    begun.add(piece); // publishes the time, too
  }

  @Override
  protected void afterExecute(final Runnable work, final Throwable fault) {
    begun.remove((Piece) work);
  }

  private void help() {
    Runnable oldest = getQueue().peek();
    while (oldest != null) {
      if (!isStarved()) {
        LockSupport.parkNanos(this, LOOK_NS);
      } else if (remove(oldest)) {
        oldest.run();
      }
      oldest = getQueue().peek();
    }
  }

  private boolean isStarved() {
    final long nowNs = System.nanoTime();
    for (final Piece piece : begun) {
      if (nowNs - piece.sinceNs >= patienceNs) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected void terminated() {
    helpers.shutdown();
  }

  @Override
  public boolean awaitTermination(final long timeout, final TimeUnit unit)
      throws InterruptedException {
    final long untilNs = System.nanoTime() + unit.toNanos(timeout);
    return super.awaitTermination(timeout, unit)
        && helpers.awaitTermination(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
