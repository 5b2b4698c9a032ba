// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.StoreException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does behind the store writer what nobody waits for: reads the words of new messages where
 * searching is wanted, erases what removed accounts left, and what has been kept for long enough.
 *
 * <p>Owner: a thread of its own; whoever started it closes it, before the database. Allocates: per
 * step.
 */
public final class ArchiveUpkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ArchiveUpkeep.class);
  private static final long PAUSE_MS = 500;
  private static final long PAUSE_AFTER_FAILURE_MS = 10_000;
  private static final long STOP_MS = 2_000;

  private final List<UpkeepStep> steps;
  private final RetentionProgress retention;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  ArchiveUpkeep(
      final List<UpkeepStep> steps, final RetentionProgress retention, final Clock clock) {
    this.steps = List.copyOf(steps);
    this.retention = retention;
    this.clock = clock;
    this.thread = Thread.ofPlatform().daemon().name("ringtail-archive-upkeep").unstarted(this::run);
  }

  /** How far the retention has come. */
  public RetentionProgress retention() {
    return retention;
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
    boolean more = false;
    for (final UpkeepStep step : steps) {
      more |= step.step(clock.instant().getEpochSecond());
    }
    return more;
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

  /** Begins no further step. */
  public void stopping() {
    closing.countDown();
  }

  /** A step that does not end in time ends with its connection, and is done again. */
  @Override
  public void close() {
    stopping();
    try {
      thread.join(STOP_MS);
    } catch (final InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
