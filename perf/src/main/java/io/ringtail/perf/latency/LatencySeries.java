// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Durations of one stage and one kind of stanza, of all threads that record them.
 *
 * <p>Owner: {@link LatencyBoard}, which guards it. Allocates: at start.
 */
public final class LatencySeries {
  private static final int HALF_MINUTE = 30;

  private final String stage;
  private final String kind;
  private final List<Latency> writers = new ArrayList<>();
  private final Histogram second = Latency.histogram();
  private final Histogram sinceLogged = Latency.histogram();
  private final Histogram sinceStart = Latency.histogram();
  private Histogram thisHalfMinute = Latency.histogram();
  private Histogram lastHalfMinute = Latency.histogram();
  private int seconds;

  LatencySeries(final String stage, final String kind) {
    this.stage = stage;
    this.kind = kind;
  }

  Latency newWriter() {
    final Latency writer = new Latency();
    writers.add(writer);
    return writer;
  }

  void collect() {
    second.reset();
    for (final Latency writer : writers) {
      second.add(writer.take());
    }
    sinceLogged.add(second);
    sinceStart.add(second);
    if (++seconds % HALF_MINUTE == 0) {
      final Histogram older = lastHalfMinute;
      older.reset();
      lastHalfMinute = thisHalfMinute;
      thisHalfMinute = older;
    }
    thisHalfMinute.add(second);
  }

  public String stage() {
    return stage;
  }

  public String kind() {
    return kind;
  }

  /** What was recorded in the last collected interval. */
  public Histogram second() {
    return second;
  }

  /** What was recorded since the log's last interval; the log resets it. */
  public Histogram sinceLogged() {
    return sinceLogged;
  }

  public Histogram sinceStart() {
    return sinceStart;
  }

  /** Adds what was recorded in the last half to whole minute. */
  public void addRecentTo(final Histogram sum) {
    sum.add(lastHalfMinute);
    sum.add(thisHalfMinute);
  }
}
