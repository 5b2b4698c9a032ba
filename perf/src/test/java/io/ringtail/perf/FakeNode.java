// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf;

import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.node.Hosts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.node.Traffic;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Limits;
import io.ringtail.parser.StanzaParser;
import io.ringtail.parser.StanzaView;
import io.ringtail.perf.health.Health;
import io.ringtail.perf.latency.Instruments;
import io.ringtail.perf.latency.LatencyBoard;
import io.ringtail.perf.latency.StageProbes;
import io.ringtail.perf.settings.PerfSettings;
import io.ringtail.perf.trace.TraceSwitch;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;
import io.ringtail.ring.ErrorLog;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.SlotProbe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What operators see of a node, without the node: its counters under their real names, and stanzas
 * that take as long as the test says.
 */
public final class FakeNode {
  public static final int RING = 8192;

  public final Counters counters = new Counters();
  public final LatencyBoard board = new LatencyBoard();
  public final ErrorLog errors = new ErrorLog(16, (source, fault) -> {});
  public final Health health = new Health();
  public final Map<String, Instant> certificates = new LinkedHashMap<>();
  public final Sources sources;
  public long occupancy;

  private final Map<String, Counter> byName = new LinkedHashMap<>();
  private final NodeSlot slot = new NodeSlot();
  private final LoopProbe<NodeSlot> loop;
  private final List<SlotProbe<NodeSlot>> stages = new ArrayList<>();
  private long nowNs = 1_000_000_000L;

  public FakeNode(final String... domains) {
    final Map<String, Host> hosts = new LinkedHashMap<>();
    for (final String domain : domains) {
      hosts.put(domain, new Host(Jid.parse(domain), new FakeHostType(domain)));
    }
    for (final String name : RealNames.COUNTERS) {
      byName.put(name, counters.counter(name));
    }
    counters.gauge("ring.occupancy", () -> occupancy);
    final Instruments instruments =
        new Instruments(board, new TraceSwitch(), counters, () -> nowNs);
    loop = instruments.loops(1, "deliver").probe(0);
    final StageProbes probes = instruments.stages();
    for (int i = 0; i < RealNames.STAGES.size(); i++) {
      stages.add(probes.probe(i, RealNames.STAGES.size() - 1, RealNames.STAGES.get(i)));
    }
    sources =
        new Sources(
            counters,
            board,
            errors,
            new Hosts(hosts, domains[0]),
            health,
            () -> certificates,
            Map.of(
                "threading", "inline, chosen for 2 cores",
                "database", "SQLite /var/lib/ringtail/ringtail.db",
                "pid", "4711",
                "version", "1.0",
                "sampleEvery", "16"));
  }

  public void count(final String counter, final long by) {
    byName.get(counter).add(by);
  }

  public Traffic traffic(final String domain) {
    return sources.hosts().find(domain).traffic();
  }

  /** A message passes: every step takes as long as given, in the order of the way. */
  public void message(final long... stepsNs) {
    final byte[] bytes = "<message to='a@b'/>".getBytes(StandardCharsets.UTF_8);
    final StanzaView view = new StanzaView();
    new StanzaParser(Limits.defaults()).parse(bytes, 0, bytes.length, view);
    slot.set(SlotKind.STANZA, 7, 0, null);
    slot.setStanza(view, null);
    final long readNs = nowNs;
    nowNs += stepsNs[0];
    loop.parsing(readNs);
    nowNs += stepsNs[1];
    loop.published(slot);
    nowNs += stepsNs[2];
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).before(slot);
      nowNs += stepsNs[3 + i];
      if (i == stages.size() - 1) {
        loop.delivered(slot.outbox().sampleKey(), slot.outbox().decidedNs());
      }
      stages.get(i).after(slot);
    }
    slot.release();
    nowNs += stepsNs[3 + stages.size()];
    loop.flushing();
    nowNs += stepsNs[4 + stages.size()];
    loop.flushed();
    loop.turnEnded(readNs);
    count("loop.0.stanzas.in", 1);
    count("loop.0.stanzas.out", 1);
    count("router.messages", 1);
  }

  /** The settings of a page on a free port of loopback. */
  public static PerfSettings settings(final String password) {
    return new PerfSettings(
        new PerfSettings.Http(true, "127.0.0.1", 0, false, "operator", password),
        true,
        1,
        new PerfSettings.Log(true, 1, 1),
        new PerfSettings.Bounds(75, 20),
        null,
        null);
  }

  public Perf perf(final PerfSettings settings, final Path data) {
    return new Perf(sources, settings, RING, data);
  }
}
