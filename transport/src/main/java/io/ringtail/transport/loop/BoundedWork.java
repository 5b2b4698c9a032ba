// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Virtual threads for work that blocks or takes long: so many at once, so many waiting, and a clear
 * no beyond that.
 *
 * <p>Owner: any thread. Allocates: per piece of work.
 */
public final class BoundedWork implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore running;
  private final AtomicInteger accepted = new AtomicInteger();
  private final int maxAccepted;

  /**
   * @param maxRunning pieces of work running at once
   * @param maxAccepted pieces running or waiting
   */
  public BoundedWork(final String name, final int maxRunning, final int maxAccepted) {
    this.threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + '-', 0).factory());
    this.running = new Semaphore(maxRunning);
    this.maxAccepted = maxAccepted;
  }

  /** Runs the work soon; false when too much is waiting or the node stops. */
  public boolean tryRun(final Runnable work) {
    if (accepted.incrementAndGet() > maxAccepted) {
      accepted.decrementAndGet();
      return false;
    }
    try {
      threads.execute(() -> runInTurn(work));
      return true;
    } catch (final RejectedExecutionException stopped) {
      accepted.decrementAndGet();
      return false;
    }
  }

  /** Pieces running or waiting. */
  public int underWay() {
    return accepted.get();
  }

  private void runInTurn(final Runnable work) {
    running.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      running.release();
      accepted.decrementAndGet();
    }
  }

  /** Takes no more work and waits for what is under way. */
  public boolean stop(final long timeoutMs) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(timeoutMs, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
