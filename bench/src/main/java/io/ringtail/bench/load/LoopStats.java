// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * What one loop counted; written by the loop, read once a second by the main thread.
 *
 * <p>Owner: the loop writes, the main thread reads. Allocates: never after start.
 */
public final class LoopStats {
  private static final long LOWEST_NS = 1_000;
  private static final long HIGHEST_NS = 600_000_000_000L;
  private static final int DIGITS = 3;

  private final AtomicLong operationsRelease = new AtomicLong();
  private final AtomicLong deliveredRelease = new AtomicLong();
  private final AtomicLong errorsRelease = new AtomicLong();
  private final AtomicLong bytesInRelease = new AtomicLong();
  private final AtomicLong bytesOutRelease = new AtomicLong();
  private final SingleWriterRecorder latency =
      new SingleWriterRecorder(LOWEST_NS, HIGHEST_NS, DIGITS);
  private final SingleWriterRecorder lateness =
      new SingleWriterRecorder(LOWEST_NS, HIGHEST_NS, DIGITS);
  private final Histogram measured = newHistogram();
  private long fromNs = Long.MAX_VALUE;
  private long toNs = Long.MAX_VALUE;
  private long lateAfterNs = Long.MAX_VALUE;
  private long late;
  private String firstError;

  public static Histogram newHistogram() {
    return new Histogram(LOWEST_NS, HIGHEST_NS, DIGITS);
  }

  private static void add(final AtomicLong counter, final long more) {
    counter.setRelease(counter.getPlain() + more);
  }

  // ---- the loop

  /** Latencies of what is due in this window are kept apart. */
  public void window(final long from, final long to, final long lateAfter) {
    fromNs = from;
    toNs = to;
    lateAfterNs = lateAfter;
    late = 0;
    measured.reset();
  }

  /** An operation went out {@code atNs} that was due at {@code dueNs}. */
  public void sent(final long dueNs, final long atNs) {
    add(operationsRelease, 1);
    lateness.recordValue(Math.max(0, atNs - dueNs));
  }

  /** What was due at {@code dueNs} has come. */
  public void delivered(final long dueNs, final long nowNs) {
    add(deliveredRelease, 1);
    final long took = Math.min(HIGHEST_NS, Math.max(0, nowNs - dueNs));
    latency.recordValue(took);
    if (dueNs >= fromNs && dueNs < toNs) {
      measured.recordValue(took);
      if (took > lateAfterNs) {
        late++;
      }
    }
  }

  public void error(final String what) {
    add(errorsRelease, 1);
    if (firstError == null) {
      firstError = what;
    }
  }

  void countIn(final int bytes) {
    add(bytesInRelease, bytes);
  }

  void countOut(final int bytes) {
    add(bytesOutRelease, bytes);
  }

  // ---- anyone

  public long operations() {
    return operationsRelease.getAcquire();
  }

  public long delivered() {
    return deliveredRelease.getAcquire();
  }

  public long errors() {
    return errorsRelease.getAcquire();
  }

  public long bytesIn() {
    return bytesInRelease.getAcquire();
  }

  public long bytesOut() {
    return bytesOutRelease.getAcquire();
  }

  /** Latencies since the last call. */
  public Histogram latencies(final Histogram recycle) {
    return latency.getIntervalHistogram(recycle);
  }

  /** How late operations went out, since the last call. */
  public Histogram latenesses(final Histogram recycle) {
    return lateness.getIntervalHistogram(recycle);
  }

  /** Latencies of the window; on the loop's thread, or when it has stopped. */
  public Histogram measured() {
    return measured;
  }

  /** Of the window, those later than its limit; on the loop's thread. */
  public long late() {
    return late;
  }

  /** What went wrong first, or null; on the loop's thread. */
  public String firstError() {
    return firstError;
  }
}
