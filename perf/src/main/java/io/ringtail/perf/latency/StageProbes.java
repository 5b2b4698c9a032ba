// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.ring.Sample;
import io.ringtail.ring.SampleKey;
import io.ringtail.ring.SlotProbe;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.NanoClock;

/**
 * The stages' stop watches. Each stamps the sampled slot; the last one, which alone sees every
 * slot's whole way, records all stages, so each histogram has one writer.
 *
 * <p>The last stage's own duration is the loops' to record: it ends when they have the stanza.
 *
 * <p>Owner: made at start; each probe belongs to its stage's thread. Allocates: at start.
 */
public final class StageProbes implements SlotProbe.Maker<NodeSlot> {
  private final LatencyBoard board;
  private final TraceSwitch traces;
  private final NanoClock clock;
  private final List<String> names = new ArrayList<>();

  public StageProbes(final LatencyBoard board, final TraceSwitch traces, final NanoClock clock) {
    this.board = board;
    this.traces = traces;
    this.clock = clock;
  }

  @Override
  public SlotProbe<NodeSlot> probe(final int stage, final int last, final String roleName) {
    names.add(roleName);
    return stage == last ? new Last(stage) : new Stamp(stage);
  }

  /** The names of the stages, first to last. */
  public List<String> names() {
    return List.copyOf(names);
  }

  private final class Stamp implements SlotProbe<NodeSlot> {
    private final int stage;

    Stamp(final int stage) {
      this.stage = stage;
    }

    @Override
    public void before(final NodeSlot slot) {
      if (stage == 0 && slot.sample().isActive()) {
        slot.sample().taken(clock.nanoTime());
      }
    }

    @Override
    public void after(final NodeSlot slot) {
      if (slot.sample().isActive()) {
        slot.sample().passed(stage, clock.nanoTime());
      }
    }
  }

  private final class Last implements SlotProbe<NodeSlot> {
    private final int stage;
    private final Latency[] read = board.recorders(LatencyBoard.READ);
    private final Latency[] parse = board.recorders(LatencyBoard.PARSE);
    private final Latency[] queue = board.recorders(LatencyBoard.QUEUE);
    private final List<Latency[]> passed;

    Last(final int stage) {
      this.stage = Math.min(stage, Sample.MAX_STAGES);
      this.passed = names.stream().limit(this.stage).map(board::recorders).toList();
    }

    @Override
    public void before(final NodeSlot slot) {
      final Sample sample = slot.sample();
      if (sample.isActive()) {
        if (stage == 0) {
          sample.taken(clock.nanoTime());
        }
        slot.outbox().sampled(SampleKey.of(sample), decidedNs(sample));
      }
    }

    private long decidedNs(final Sample sample) {
      return stage == 0 ? sample.takenNs() : sample.passedNs(stage - 1);
    }

    @Override
    public void after(final NodeSlot slot) {
      final Sample sample = slot.sample();
      if (sample.isActive()) {
        record(slot, sample);
      }
    }

    private void record(final NodeSlot slot, final Sample sample) {
      if (sample.isRecorded()) {
        final int kind = sample.kind();
        read[kind].record(sample.parseNs() - sample.readNs());
        parse[kind].record(sample.publishedNs() - sample.parseNs());
        queue[kind].record(sample.takenNs() - sample.publishedNs());
        long begunNs = sample.takenNs();
        for (int i = 0; i < stage; i++) {
          passed.get(i)[kind].record(sample.passedNs(i) - begunNs);
          begunNs = sample.passedNs(i);
        }
        StageEvent.commitAll(names, sample, stage);
      }
      if (sample.isTraced()) {
        traces.decided(slot, names, clock.nanoTime());
      }
    }
  }
}
