// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does behind the store writer what nobody waits for: reads the words of new messages where
 * searching is wanted, and erases what removed accounts left.
 *
 * <p>Owner: a thread of its own; whoever started it closes it, before the database. Allocates: per
 * step.
 */
public final class ArchiveUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveUpkeep.class);
  private static final long PAUSE_MS = 500;
  private static final long PAUSE_AFTER_FAILURE_MS = 10_000;
  private static final long STOP_MS = 10_000;

  private final SearchIndex search;
  private final RemovedArchives removed;
  private final boolean searches;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  ArchiveUpkeep(
      final SearchIndex search,
      final RemovedArchives removed,
      final boolean searches,
      final Clock clock) {
    this.search = search;
    this.removed = removed;
    this.searches = searches;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("ringtail-archive-upkeep").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long pauseMs = 0;
    while (!pause(pauseMs)) {
      try {
        pauseMs = step() ? 0 : PAUSE_MS;
      } catch (final StoreException failure) {
        LOG.warn("The upkeep of the archive waits: {}", failure.getMessage());
        pauseMs = PAUSE_AFTER_FAILURE_MS;
      }
    }
  }

  /** True when there is more to do at once. */
  boolean step() {
    final boolean more = searches && search.step() == SearchIndex.STEP;
    return removed.step(clock.instant().getEpochSecond()) > 0 || more;
  }

  /** True when it shall end. */
  private boolean pause(final long ms) {
    try {
      return closing.await(ms, TimeUnit.MILLISECONDS);
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(STOP_MS);
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
