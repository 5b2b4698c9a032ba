// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.perf.trace.Trace;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.ring.Counters;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.SlotProbe;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** One stanza's way through the stop watches, with a clock that is set by hand. */
class InstrumentsTest {
  private static final long SESSION = 7;

  private final LatencyBoard board = new LatencyBoard();
  private final TraceSwitch traces = new TraceSwitch();
  private final Counters counters = new Counters();
  private final NodeSlot slot = new NodeSlot();
  private long nowNs = 1_000_000;
  private final Instruments instruments = new Instruments(board, traces, counters, () -> nowNs);
  private LoopProbe<NodeSlot> loop;
  private SlotProbe<NodeSlot> route;
  private SlotProbe<NodeSlot> archive;
  private SlotProbe<NodeSlot> deliver;

  private void sampleOneIn(final int every) {
    loop = instruments.loops(every, "deliver").probe(0);
    final StageProbes stages = instruments.stages();
    route = stages.probe(0, 2, "route");
    archive = stages.probe(1, 2, "archive");
    deliver = stages.probe(2, 2, "deliver");
  }

  /** Every step takes as many microseconds more as it comes later. */
  private void pass(final String stanza) {
    final long startNs = nowNs;
    nowNs += 1_000;
    loop.parsing(startNs);
    fill(stanza);
    nowNs += 2_000;
    loop.published(slot);
    nowNs += 3_000;
    route.before(slot);
    nowNs += 4_000;
    route.after(slot);
    archive.before(slot);
    nowNs += 5_000;
    archive.after(slot);
    deliver.before(slot);
    nowNs += 6_000;
    if (slot.outbox().sampleKey() != 0) {
      loop.delivered(slot.outbox().sampleKey(), slot.outbox().decidedNs());
    }
    deliver.after(slot);
    slot.release();
    nowNs += 7_000;
    loop.flushing();
    nowNs += 8_000;
    loop.flushed();
    loop.turnEnded(startNs);
  }

  private void fill(final String stanza) {
    final byte[] bytes = stanza.getBytes(StandardCharsets.UTF_8);
    final StanzaView view = new StanzaView();
    assertNull(new StanzaParser(Limits.defaults()).parse(bytes, 0, bytes.length, view));
    slot.set(SlotKind.STANZA, SESSION, 0, null);
    slot.setStanza(view, null);
    slot.outbox().entry(Outbox.Action.STANZA, 0, 0).to(9);
  }

  private Map<String, Long> microseconds() {
    board.collect();
    final Map<String, Long> values = new TreeMap<>();
    board.look(
        series -> {
          final Histogram since = series.sinceStart();
          if (since.getTotalCount() > 0) {
            values.put(
                series.stage() + ' ' + series.kind(), Math.round(since.getMaxValue() / 1_000.0));
          }
        });
    return values;
  }

  @Test
  void shouldTellWhereEachMicrosecondOfAMessageWent() {
    sampleOneIn(1);
    pass("<message to='a@b'><body>x</body></message>");
    assertEquals(
        Map.of(
            "read message", 1L,
            "parse message", 2L,
            "queue message", 3L,
            "route message", 4L,
            "archive message", 5L,
            "deliver message", 6L,
            "write message", 7L,
            "flush message", 8L,
            "total message", 36L,
            "turn any", 36L),
        microseconds());
  }

  @Test
  void shouldKeepTheKindsOfStanzasApart() {
    sampleOneIn(1);
    pass("<iq type='get' id='1'><query xmlns='a:b'/></iq>");
    pass("<presence/>");
    final Map<String, Long> seen = microseconds();
    assertTrue(seen.containsKey("route iq") && seen.containsKey("route presence"), seen::toString);
    assertFalse(seen.containsKey("route message"), seen::toString);
  }

  @Test
  void shouldSampleAboutOneInN() {
    sampleOneIn(8);
    for (int i = 0; i < 8_000; i++) {
      pass("<presence/>");
    }
    board.collect();
    final long[] count = new long[1];
    board.look(
        series ->
            count[0] += series.stage().equals("total") ? series.sinceStart().getTotalCount() : 0);
    assertTrue(count[0] > 900 && count[0] < 1_100, () -> count[0] + " samples");
  }

  @Test
  void shouldCountAnIntervalOnce() {
    sampleOneIn(1);
    pass("<presence/>");
    board.collect();
    board.collect();
    board.look(
        series -> {
          assertEquals(0, series.second().getTotalCount());
          assertTrue(series.sinceStart().getTotalCount() <= 1);
        });
  }

  @Test
  void shouldKeepTheLongestTurn() {
    sampleOneIn(1);
    pass("<presence/>");
    assertEquals(36_000, counters.snapshot().get("loop.0.longest_turn_ns"));
  }

  @Test
  void shouldTraceOneSessionWithItsDecisions() throws InterruptedException {
    sampleOneIn(10_000);
    final Trace trace = Trace.ofSession(SESSION);
    assertTrue(traces.arm(trace));
    assertFalse(traces.arm(Trace.ofId("other")), "a second trace");
    pass("<message id='m1' type='chat' to='a@b'><body>secret</body></message>");
    final Trace.Step.Decided decided =
        assertInstanceOf(Trace.Step.Decided.class, trace.next(1_000));
    assertEquals("m1", decided.notes().id());
    assertEquals("a@b", decided.notes().to());
    assertFalse(decided.toString().contains("secret"), "bodies are nobody's business");
    assertEquals("stanza", decided.decisions().getFirst().action());
    assertEquals(9L, decided.decisions().getFirst().sessions().getFirst());
    assertEquals(new Trace.Lap("archive", 5_000), decided.laps().get(4));
    final Trace.Step.Flushed flushed =
        assertInstanceOf(Trace.Step.Flushed.class, trace.next(1_000));
    assertEquals(decided.key(), flushed.key());
    assertEquals(Map.of("turn any", 36L), microseconds(), "a trace changes no histogram");
  }

  @Test
  void shouldTraceByIdOnly() throws InterruptedException {
    sampleOneIn(10_000);
    final Trace trace = Trace.ofId("m2");
    traces.arm(trace);
    pass("<message id='m1' to='a@b'/>");
    pass("<message id='m2' to='a@b'/>");
    assertEquals("m2", ((Trace.Step.Decided) trace.next(1_000)).notes().id());
    traces.disarm(trace);
    pass("<message id='m2' to='a@b'/>");
    assertInstanceOf(Trace.Step.Flushed.class, trace.next(1_000));
    assertNull(trace.next(0));
  }
}
