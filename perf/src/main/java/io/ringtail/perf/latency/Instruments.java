// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.ring.Counters;
import io.ringtail.ring.LoopProbe;
import org.agrona.concurrent.NanoClock;

/**
 * What stages and loops are measured with.
 *
 * <p>Owner: made at start, shared by all who measure. Allocates: at start.
 *
 * @param board takes the durations
 * @param traces which stanzas are followed
 */
public record Instruments(
    LatencyBoard board, TraceSwitch traces, Counters counters, NanoClock clock) {

  /** The stages' stop watches. */
  public StageProbes stages() {
    return new StageProbes(board, traces, clock);
  }

  /**
   * The loops' stop watches.
   *
   * @param every one element in so many is sampled
   * @param lastStage the name of the stage that hands stanzas to the loops
   */
  public LoopProbe.Maker<NodeSlot> loops(final int every, final String lastStage) {
    return loop -> new Stopwatch(loop, every, lastStage, this);
  }
}
