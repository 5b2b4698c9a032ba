// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Who has come online: lets a bounded number of logins be under way.
 *
 * <p>Owner: the loops tell, the main thread waits. Allocates: at start.
 */
public final class Muster {
  private final Semaphore places;
  private final AtomicInteger ready = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<String> firstFailure = new AtomicReference<>();

  public Muster(final int parallel) {
    places = new Semaphore(parallel);
  }

  /** Waits for a place; false when none became free for that long. */
  public boolean enter(final long timeoutMs) throws InterruptedException {
    return places.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS);
  }

  /** Gives places back that were entered to see that all were free. */
  void leave(final int count) {
    places.release(count);
  }

  void arrived() {
    ready.incrementAndGet();
    places.release();
  }

  void failed(final String account, final String reason) {
    firstFailure.compareAndSet(null, account + ": " + reason);
    failed.incrementAndGet();
    places.release();
  }

  public int ready() {
    return ready.get();
  }

  public int failed() {
    return failed.get();
  }

  /** Why the first that failed did, or null. */
  public String firstFailure() {
    return firstFailure.get();
  }
}
