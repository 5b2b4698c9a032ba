// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.ring.Courtesy;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that compute where the loops leave a processor, and one that has a share of its own for
 * what has waited too long: on a machine that is always busy the others would never finish.
 *
 * <pre>
 *   queue ─► threads: leftovers only
 *      └───► helper: a tenth of a processor; takes the oldest once that is overdue. Asked for
 *            whenever a piece comes or ends.
 * </pre>
 *
 * <p>Owner: any thread. Allocates: per piece of work.
 */
final class LeftoverThreads extends ThreadPoolExecutor {
  private final ThreadPoolExecutor helper;
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
    this.helper =
        new ThreadPoolExecutor(
            0,
            1,
            1,
            TimeUnit.MINUTES,
            new SynchronousQueue<>(),
            factory(name + "-overdue", Courtesy::stepBack),
            new DiscardPolicy());
  }

  /** Work, and since when it waits. */
  private record Piece(Runnable work, long sinceNs) implements Runnable {
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
    super.execute(new Piece(work, System.nanoTime()));
    helpIfOverdue();
  }

  @Override
  protected void afterExecute(final Runnable work, final Throwable fault) {
    helpIfOverdue();
  }

  private void helpIfOverdue() {
    if (isOverdue(getQueue().peek())) {
      helper.execute(this::runOverdue);
    }
  }

  private void runOverdue() {
    Runnable oldest = getQueue().peek();
    while (isOverdue(oldest)) {
      if (remove(oldest)) {
        oldest.run();
      }
      oldest = getQueue().peek();
    }
  }

  private boolean isOverdue(final Runnable oldest) {
    return oldest instanceof Piece(_, long sinceNs) && System.nanoTime() - sinceNs >= patienceNs;
  }

  @Override
  protected void terminated() {
    helper.shutdown();
  }

  @Override
  public boolean awaitTermination(final long timeout, final TimeUnit unit)
      throws InterruptedException {
    final long untilNs = System.nanoTime() + unit.toNanos(timeout);
    return super.awaitTermination(timeout, unit)
        && helper.awaitTermination(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
