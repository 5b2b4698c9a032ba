// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.ringtail.ring.Courtesy;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Threads for work that blocks or takes long: so many at once, so many waiting, and a clear no
 * beyond that.
 *
 * <p>Owner: any thread. Allocates: per piece of work.
 */
public final class BoundedWork implements AutoCloseable {
  private final ExecutorService threads;
  private final Semaphore running;
  private final AtomicInteger accepted = new AtomicInteger();
  private final LongAdder total = new LongAdder();
  private final int maxAccepted;

  private BoundedWork(final ExecutorService threads, final int maxRunning, final int maxAccepted) {
    this.threads = threads;
    this.running = new Semaphore(maxRunning);
    this.maxAccepted = maxAccepted;
  }

  /**
   * On virtual threads: for work that waits.
   *
   * @param maxRunning pieces of work running at once
   * @param maxAccepted pieces running or waiting
   */
  public BoundedWork(final String name, final int maxRunning, final int maxAccepted) {
    this(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name + '-', 0).factory()),
        maxRunning,
        maxAccepted);
  }

  /**
   * On threads of its own, behind the loops: for work that computes, which would keep the virtual
   * threads' carriers from others.
   *
   * @param maxRunning pieces of work running at once, and threads
   * @param maxAccepted pieces running or waiting
   */
  public static BoundedWork computing(
      final String name, final int maxRunning, final int maxAccepted) {
    final ThreadFactory plain = Thread.ofPlatform().daemon().name(name + '-', 0).factory();
    return new BoundedWork(
        Executors.newFixedThreadPool(maxRunning, worker -> plain.newThread(behindLoops(worker))),
        maxRunning,
        maxAccepted);
  }

  private static Runnable behindLoops(final Runnable worker) {
    return () -> {
      Courtesy.stepBack();
      worker.run();
    };
  }

  /** Runs the work soon; false when too much is waiting or the node stops. */
  public boolean tryRun(final Runnable work) {
    if (accepted.incrementAndGet() > maxAccepted) {
      accepted.decrementAndGet();
      return false;
    }
    try {
      total.increment();
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

  /** Pieces accepted since the start. */
  public long total() {
    return total.sum();
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
