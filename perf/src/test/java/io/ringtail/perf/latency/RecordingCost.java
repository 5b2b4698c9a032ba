// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.ring.Counters;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.SlotProbe;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.agrona.concurrent.SystemNanoClock;

/**
 * What recording costs on the hot path, in CPU time of the recording thread: one record, and all
 * that the probes of an inline node do for a message. Run by {@code perf/measure.sh cost}.
 */
public final class RecordingCost {
  private static final int ROUNDS = 9;
  private static final int RECORDS = 20_000_000;
  private static final int MESSAGES = 4_000_000;

  private RecordingCost() {}

  /** Prints the fastest and the median round of each. */
  public static void main(final String[] arguments) {
    final Latency latency = new Latency();
    report(
        "one record",
        RECORDS,
        () -> {
          for (int i = 0; i < RECORDS; i++) {
            latency.record(1_000 + (i & 0xFFFF));
          }
        });
    report("one look at the clock", RECORDS, RecordingCost::clock);
    for (final int every : new int[] {1, 16, 1_000_000}) {
      final Way way = new Way(every);
      report("all probes of a message, one in " + every + " sampled", MESSAGES, way::pass);
    }
  }

  private static void clock() {
    long sum = 0;
    for (int i = 0; i < RECORDS; i++) {
      sum += System.nanoTime();
    }
    if (sum == 42) {
      throw new IllegalStateException("the loop must not be thrown away");
    }
  }

  private static void report(final String what, final int times, final Runnable round) {
    final double[] ns = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      final long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      round.run();
      final long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      ns[i] = (after - before) / (double) times;
    }
    java.util.Arrays.sort(ns);
    System.out.printf(
        Locale.ROOT, "%-50s %6.1f ns min %6.1f ns median%n", what, ns[0], ns[ROUNDS / 2]);
  }

  /** A message's way through the probes of an inline node with one message in a turn. */
  private static final class Way {
    private final NodeSlot slot = new NodeSlot();
    private final StanzaView view = new StanzaView();
    private final LoopProbe<NodeSlot> loop;
    private final SlotProbe<NodeSlot> route;
    private final SlotProbe<NodeSlot> archive;
    private final SlotProbe<NodeSlot> deliver;

    Way(final int every) {
      final Instruments instruments =
          new Instruments(
              new LatencyBoard(), new TraceSwitch(), new Counters(), SystemNanoClock.INSTANCE);
      loop = instruments.loops(every, "deliver").probe(0);
      final StageProbes stages = instruments.stages();
      route = stages.probe(0, 2, "route");
      archive = stages.probe(1, 2, "archive");
      deliver = stages.probe(2, 2, "deliver");
      final byte[] bytes = "<message to='a@b'/>".getBytes(StandardCharsets.UTF_8);
      new StanzaParser(Limits.defaults()).parse(bytes, 0, bytes.length, view);
      slot.set(SlotKind.STANZA, 7, 0, null);
      slot.setStanza(view, null);
    }

    private void pass() {
      for (int i = 0; i < MESSAGES; i++) {
        loop.parsing(1);
        loop.published(slot);
        route.before(slot);
        route.after(slot);
        archive.before(slot);
        archive.after(slot);
        deliver.before(slot);
        if (slot.outbox().sampleKey() != 0) {
          loop.delivered(slot.outbox().sampleKey(), slot.outbox().decidedNs());
          slot.outbox().sampled(0, 0);
        }
        deliver.after(slot);
        slot.sample().clear();
        loop.flushing();
        loop.flushed();
        loop.turnEnded(1);
      }
    }
  }
}
