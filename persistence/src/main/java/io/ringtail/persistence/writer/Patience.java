// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a database that is away, longer each time, and says so once a minute.
 *
 * <p>Owner: the store writer. Allocates: per failure.
 */
final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(StoreWriter.class);
  private static final long REPORT_NS = TimeUnit.MINUTES.toNanos(1);

  private final WriterSettings settings;
  private final WriterCounters counters;
  private long pauseNs;
  private long reportedNs;
  private long sinceNs;

  Patience(final WriterSettings settings, final WriterCounters counters) {
    this.settings = settings;
    this.counters = counters;
    this.pauseNs = settings.firstPause().toNanos();
  }

  /** Waits before the next attempt; false at once where there is to be none. */
  boolean pause(final RuntimeException failure, final boolean running) {
    final long nowNs = System.nanoTime();
    if (counters.failing.get() == 0) {
      counters.failing.set(1);
      sinceNs = nowNs;
      reportedNs = nowNs - REPORT_NS;
    }
    if (nowNs - reportedNs >= REPORT_NS) {
      reportedNs = nowNs;
      LOG.warn("The archive's database does not take the journal: {}", failure.getMessage());
    }
    if (!running) {
      return false;
    }
    counters.retries.increment();
    LockSupport.parkNanos(this, pauseNs);
    pauseNs = Math.min(pauseNs * 2, settings.longestPause().toNanos());
    return true;
  }

  /** An attempt succeeded. */
  void rewarded() {
    pauseNs = settings.firstPause().toNanos();
    if (counters.failing.get() != 0) {
      counters.failing.set(0);
      final long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNs);
      LOG.warn("The archive's database takes the journal again, after {} s", seconds);
    }
  }
}
