// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * Durations of one stage and one kind of stanza, as one thread records them.
 *
 * <p>Owner: one thread records, the board's collector takes. Allocates: at start.
 */
final class Latency {
  /** Longer ones count as this long. */
  static final long MAX_NS = 60_000_000_000L;

  static final long RESOLUTION_NS = 16;
  static final int DIGITS = 2;

  private final SingleWriterRecorder recorder =
      new SingleWriterRecorder(RESOLUTION_NS, MAX_NS, DIGITS);
  private Histogram taken;

  void record(final long durationNs) {
    recorder.recordValue(Math.clamp(durationNs, 0, MAX_NS));
  }

  /** What was recorded since the last call; valid until the next. */
  Histogram take() {
    taken = recorder.getIntervalHistogram(taken);
    return taken;
  }

  static Histogram histogram() {
    return new Histogram(RESOLUTION_NS, MAX_NS, DIGITS);
  }
}
