// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.client.PairRun;
import java.util.concurrent.locks.LockSupport;

/**
 * The server's CPU between two counts of received messages.
 *
 * <p>Owner: main thread. Allocates: per look.
 */
final class CpuWindow {
  private static final long LOOK_NS = 2_000_000;

  private final ProcessUsage usage;
  private final PairRun run;
  private final long from;
  private final long to;
  private double startSeconds = Double.NaN;
  private double endSeconds = Double.NaN;
  private long startCount;
  private long endCount;

  /**
   * @param from messages received, since all are logged in, when it opens
   * @param to the same for its end
   */
  CpuWindow(final ProcessUsage usage, final PairRun run, final long from, final long to) {
    this.usage = usage;
    this.run = run;
    this.from = from;
    this.to = to;
  }

  /** Looks on until the window has closed, a connection was lost or the time is up. */
  void watch(final long timeoutSeconds) {
    if (usage == null) {
      return;
    }
    final long untilNs = System.nanoTime() + timeoutSeconds * 1_000_000_000L;
    while (Double.isNaN(endSeconds)
        && run.lostConnection() == null
        && System.nanoTime() < untilNs) {
      final long count = run.received();
      if (Double.isNaN(startSeconds) && count >= from) {
        startSeconds = usage.cpuSeconds();
        startCount = count;
      } else if (count >= to) {
        endSeconds = usage.cpuSeconds();
        endCount = count;
      }
      LockSupport.parkNanos(LOOK_NS);
    }
  }

  boolean isMeasured() {
    return !Double.isNaN(endSeconds);
  }

  double microseconds() {
    return (endSeconds - startSeconds) * 1e6 / (endCount - startCount);
  }
}
