// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waiting with a deadline; long ones, because only a broken node ever meets them.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class Await {
  static final int DEADLINE_MS = 120_000;

  private Await() {}

  static void until(final String what, final BooleanSupplier condition) {
    final long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DEADLINE_MS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain: " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The next one. */
  static <T> T next(final String what, final BlockingQueue<T> queue) throws InterruptedException {
    final T next = queue.poll(DEADLINE_MS, TimeUnit.MILLISECONDS);
    if (next == null) {
      throw new AssertionError("waited in vain: " + what);
    }
    return next;
  }
}
