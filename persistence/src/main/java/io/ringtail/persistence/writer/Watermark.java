// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The id up to which everything is in the database, and those who wait for it.
 *
 * <p>Owner: the store writer raises it; threads that may block wait. Allocates: never, but while
 * waiting.
 */
final class Watermark {
  private static final long HASTE_NS = 500_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition raised = lock.newCondition();
  private final Runnable onDemand;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long id;
  private volatile boolean closed;

  /**
   * @param onDemand tells the writer that somebody waits
   */
  Watermark(final Runnable onDemand) {
    this.onDemand = onDemand;
  }

  long id() {
    return id;
  }

  void raise(final long newId) {
    lock.lock();
    try {
      id = newId;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will be written: nobody waits any longer. */
  void close() {
    lock.lock();
    try {
      closed = true;
      raised.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean await(final long wanted, final long timeoutMs) {
    if (id >= wanted) {
      return true;
    }
    waiting.incrementAndGet();
    onDemand.run();
    long leftNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    lock.lock();
    try {
      while (id < wanted && !closed && leftNs > 0) {
        leftNs = raised.awaitNanos(leftNs);
      }
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
      waiting.decrementAndGet();
    }
    return id >= wanted;
  }

  /** The writer pauses: so long, or a moment only while somebody waits. */
  void rest(final long lingerNs) {
    // Whoever comes after this look unparks, so that the next pause is no pause.
    LockSupport.parkNanos(this, waiting.get() > 0 ? HASTE_NS : lingerNs);
  }
}
