// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.perf.Sources;
import io.ringtail.perf.latency.LatencyBoard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The last minutes, a moment a second: rates, latencies, memory, as the dashboard draws them.
 *
 * <p>Owner: guarded by itself; the sampler adds, pages read. Allocates: per second.
 */
public final class History implements Sampler.Listener {
  private static final int MOMENTS = 600;
  private static final double SECOND_NS = 1e9;
  private static final double MS = 1e3;
  private static final int PERCENT = 100;

  private final Sources sources;
  private final Machine machine;
  private final int ringSize;
  private final Deque<ObjectNode> moments = new ArrayDeque<>();
  private Map<String, Long> before = Map.of();
  private long beforeMs;
  private long beforeCpuNs;
  private double beforeGcSeconds;

  public History(final Sources sources, final Machine machine, final int ringSize) {
    this.sources = sources;
    this.machine = machine;
    this.ringSize = ringSize;
  }

  @Override
  public synchronized void onSecond(final long nowMs) {
    final Map<String, Long> now = sources.counters().snapshot();
    final long cpuNs = machine.cpuNs();
    if (beforeMs > 0 && nowMs > beforeMs) {
      if (moments.size() == MOMENTS) {
        moments.removeFirst();
      }
      moments.addLast(moment(nowMs, now, cpuNs));
    }
    before = now;
    beforeMs = nowMs;
    beforeCpuNs = cpuNs;
    beforeGcSeconds = machine.gcSeconds();
  }

  private ObjectNode moment(final long nowMs, final Map<String, Long> now, final long cpuNs) {
    final double seconds = (nowMs - beforeMs) / MS;
    final ObjectNode moment = JsonNodeFactory.instance.objectNode();
    final double in = growth(now, "loop.", ".stanzas.in");
    final double cpu = (cpuNs - beforeCpuNs) / SECOND_NS;
    moment.put("t", nowMs);
    put(moment, "in", in / seconds);
    put(moment, "out", growth(now, "loop.", ".stanzas.out") / seconds);
    put(moment, "bounced", growth(now, "router.bounced", "") / seconds);
    put(moment, "logins", growth(now, "router.sessions_opened", "") / seconds);
    put(moment, "failed", growth(now, "loop.", ".auth.failures") / seconds);
    put(moment, "stalls", growth(now, "loop.", ".reads.stalled") / seconds);
    moment.put(
        "sessions",
        now.getOrDefault("router.sessions_opened", 0L)
            - now.getOrDefault("router.sessions_closed", 0L));
    moment.put(
        "connections",
        sum(now, "loop.", ".connections.opened") - sum(now, "loop.", ".connections.closed"));
    put(moment, "cpu", cpu / seconds);
    if (in >= seconds) {
      put(moment, "us", cpu * 1e6 / in);
    }
    put(moment, "ring", now.getOrDefault("ring.occupancy", 0L) * (double) PERCENT / ringSize);
    moment.put("heap", machine.heap().getUsed());
    moment.put("direct", machine.directBytes());
    moment.put("rss", machine.residentBytes());
    put(moment, "gc", (machine.gcSeconds() - beforeGcSeconds) * MS / seconds);
    moment.put("gcMax", machine.takeLongestPauseMs());
    lags(moment.putObject("lag"), now);
    latencies(moment.putObject("lat"));
    return moment;
  }

  /** Whatever calls itself a lag in time: the store writer's … */
  private static void lags(final ObjectNode lags, final Map<String, Long> now) {
    now.forEach(
        (name, value) -> {
          if (name.endsWith("lag_ms")) {
            lags.put(name, value);
          }
        });
  }

  private void latencies(final ObjectNode latencies) {
    final Map<String, Histogram> byStage = new LinkedHashMap<>();
    sources
        .board()
        .look(
            series -> {
              if (series.second().getTotalCount() > 0) {
                byStage.computeIfAbsent(series.stage(), stage -> empty()).add(series.second());
              }
            });
    byStage.forEach((stage, histogram) -> Curves.putPoint(latencies, stage, histogram));
  }

  static Histogram empty() {
    return new Histogram(2);
  }

  private double growth(final Map<String, Long> now, final String prefix, final String suffix) {
    return sum(now, prefix, suffix) - sum(before, prefix, suffix);
  }

  private static long sum(
      final Map<String, Long> values, final String prefix, final String suffix) {
    long sum = 0;
    for (final Map.Entry<String, Long> each : values.entrySet()) {
      if (each.getKey().startsWith(prefix) && each.getKey().endsWith(suffix)) {
        sum += each.getValue();
      }
    }
    return sum;
  }

  private static void put(final ObjectNode moment, final String name, final double value) {
    moment.put(name, Math.round(value * 1000) / 1000.0);
  }

  /** The moments after this one, oldest first. */
  public synchronized List<ObjectNode> after(final long sinceMs) {
    final List<ObjectNode> later = new ArrayList<>();
    for (final ObjectNode moment : moments) {
      if (moment.path("t").asLong() > sinceMs) {
        later.add(moment);
      }
    }
    return later;
  }

  /** The newest moment; null before the second second. */
  public synchronized ObjectNode newest() {
    return moments.peekLast();
  }

  /** The curves of the last minute, by stage and kind: {@code route.message}. */
  public ObjectNode curves() {
    final ObjectNode curves = JsonNodeFactory.instance.objectNode();
    final Map<String, Histogram> all = new LinkedHashMap<>();
    sources
        .board()
        .look(
            series -> {
              final Histogram recent = empty();
              series.addRecentTo(recent);
              if (recent.getTotalCount() > 0) {
                Curves.put(curves, series.stage() + '.' + series.kind(), recent);
                if (!series.kind().equals(LatencyBoard.ANY)) {
                  all.computeIfAbsent(series.stage(), stage -> empty()).add(recent);
                }
              }
            });
    all.forEach((stage, histogram) -> Curves.put(curves, stage + ".all", histogram));
    return curves;
  }
}
