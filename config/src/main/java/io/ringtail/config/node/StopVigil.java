// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Gives the database up as soon as it answers no more while the node stops: it may have died a
 * moment before, or dies now.
 *
 * <p>Owner: the thread that stops the node; asks on a virtual thread of its own. Allocates: per
 * question.
 */
final class StopVigil implements AutoCloseable {
  private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Storage storage;
  private final Thread thread;
  private volatile boolean ended;

  private StopVigil(final Storage storage) {
    this.storage = storage;
    this.thread = Thread.ofVirtual().name("ringtail-stop-vigil").unstarted(this::watch);
  }

  static StopVigil over(final Storage storage) {
    final StopVigil vigil = new StopVigil(storage);
    vigil.thread.start();
    return vigil;
  }

  private void watch() {
    while (!ended) {
      if (!storage.database().isAnswering()) {
        storage.giveUp();
        return;
      }
      LockSupport.parkNanos(this, EVERY_NS);
    }
  }

  @Override
  public void close() {
    ended = true;
    LockSupport.unpark(thread);
  }
}
