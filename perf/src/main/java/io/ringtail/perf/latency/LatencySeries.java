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
  private final String stage;
  private final String kind;
  private final List<Latency> writers = new ArrayList<>();
  private final Histogram second = Latency.histogram();
  private final Histogram sinceLogged = Latency.histogram();
  private final Histogram sinceStart = Latency.histogram();

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
}
