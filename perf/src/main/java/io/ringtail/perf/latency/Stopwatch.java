// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.parser.StanzaKind;
import io.ringtail.perf.trace.TraceNotes;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.ring.Counter;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.SampleKey;
import org.agrona.concurrent.NanoClock;

/**
 * One loop's stop watch: takes a sample of about one element in N, at random distances so that no
 * rhythm of the traffic hides from it, and times what the loop does behind the last stage.
 *
 * <p>Where nothing is sampled an element costs a countdown, a turn one look at the clock.
 *
 * <p>Owner: the loop. Allocates: at start; for a trace.
 */
public final class Stopwatch implements LoopProbe<NodeSlot> {
  private static final int MAX_UNFLUSHED = 64;
  private static final long SEED = 0x9E3779B97F4A7C15L;

  private final NanoClock clock;
  private final TraceSwitch traces;
  private final int every;
  private final Counter longestTurnNs;
  private final Latency turn;
  private final Latency[] deliver;
  private final Latency[] write;
  private final Latency[] flush;
  private final Latency[] total;
  private final long[] keys = new long[MAX_UNFLUSHED];
  private final long[] decided = new long[MAX_UNFLUSHED];
  private final long[] delivered = new long[MAX_UNFLUSHED];
  private int unflushed;
  private int untilSample;
  private long random;
  private long readNs;
  private long parseNs;
  private long flushingNs;
  private long nowNs;

  /**
   * @param loop its number
   * @param every one element in so many is sampled
   * @param lastStage the name of the stage that hands stanzas to the loops
   */
  Stopwatch(final int loop, final int every, final String lastStage, final Instruments with) {
    this.clock = with.clock();
    this.traces = with.traces();
    this.every = every;
    this.longestTurnNs = with.counters().counter("loop." + loop + ".longest_turn_ns");
    this.turn = with.board().recorder(LatencyBoard.TURN, LatencyBoard.ANY);
    this.deliver = with.board().recorders(lastStage);
    this.write = with.board().recorders(LatencyBoard.WRITE);
    this.flush = with.board().recorders(LatencyBoard.FLUSH);
    this.total = with.board().recorders(LatencyBoard.TOTAL);
    this.random = SEED * (loop + 1);
    this.untilSample = distance();
  }

  @Override
  public void parsing(final long newReadNs) {
    if (untilSample > 0) {
      untilSample--;
    }
    if (untilSample == 0 || traces.isArmed()) {
      readNs = newReadNs;
      parseNs = clock.nanoTime();
    }
  }

  @Override
  public void published(final NodeSlot slot) {
    if (untilSample > 0 && !traces.isArmed()) {
      return;
    }
    final StanzaKind kind = slot.stanza().kind();
    final boolean isRecorded = untilSample == 0;
    if (isRecorded) {
      untilSample = distance();
    }
    final long begunNs = parseNs;
    parseNs = 0; // what a trace armed meanwhile would find is of another element
    if (kind == StanzaKind.NONZA || begunNs == 0) {
      return;
    }
    final TraceNotes notes = traces.notes(slot);
    if (isRecorded || notes != null) {
      slot.sample().begin(kind.ordinal(), readNs, begunNs, clock.nanoTime());
      if (notes != null) {
        slot.sample().trace(notes, isRecorded);
      }
    }
  }

  @Override
  public void delivered(final long readKey, final long decidedNs) {
    if (unflushed < MAX_UNFLUSHED) {
      keys[unflushed] = readKey;
      decided[unflushed] = decidedNs;
      delivered[unflushed] = clock.nanoTime();
      unflushed++;
    }
  }

  @Override
  public void flushing() {
    if (unflushed > 0) {
      flushingNs = clock.nanoTime();
    }
  }

  @Override
  public void flushed() {
    if (unflushed > 0) {
      nowNs = clock.nanoTime();
      for (int i = 0; i < unflushed; i++) {
        record(i);
      }
      unflushed = 0;
    }
  }

  private void record(final int i) {
    final long key = keys[i];
    if (SampleKey.isRecorded(key)) {
      final int kind = SampleKey.kind(key);
      deliver[kind].record(delivered[i] - decided[i]);
      write[kind].record(flushingNs - delivered[i]);
      flush[kind].record(nowNs - flushingNs);
      total[kind].record(nowNs - SampleKey.readNs(key));
    }
    if (SampleKey.isTraced(key)) {
      traces.flushed(decided[i], delivered[i], flushingNs, nowNs);
    }
  }

  @Override
  public void turnEnded(final long startedNs) {
    final long tookNs = clock.nanoTime() - startedNs;
    longestTurnNs.max(tookNs);
    turn.record(tookNs);
  }

  /** Between 1 and 2 N - 1, N on average (xorshift, Marsaglia 2003). */
  private int distance() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return 1 + (int) Long.remainderUnsigned(random, 2L * every - 1);
  }
}
