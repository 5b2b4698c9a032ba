// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.ringtail.perf.health.Vitals;
import io.ringtail.perf.hlog.HistogramLog;
import io.ringtail.perf.hlog.HistoryPage;
import io.ringtail.perf.http.Assets;
import io.ringtail.perf.http.HealthPages;
import io.ringtail.perf.http.Page;
import io.ringtail.perf.http.PerfServer;
import io.ringtail.perf.http.Site;
import io.ringtail.perf.jmx.NodeBean;
import io.ringtail.perf.live.History;
import io.ringtail.perf.live.LivePage;
import io.ringtail.perf.live.Machine;
import io.ringtail.perf.live.Sampler;
import io.ringtail.perf.metrics.MetricsPage;
import io.ringtail.perf.metrics.MongooseNames;
import io.ringtail.perf.metrics.NodeMetrics;
import io.ringtail.perf.metrics.TopBoard;
import io.ringtail.perf.push.Pusher;
import io.ringtail.perf.settings.PerfSettings;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators' floor of a node: samples it once a second and shows it.
 *
 * <pre>
 *   Sampler ─► Health, TopBoards, History, HistogramLog
 *   PerfServer ─► dashboard, /api/live, /api/history, /metrics, /health/…
 * </pre>
 *
 * <p>Owner: the thread that starts and stops the node; {@link #show} any thread. Allocates: at
 * start.
 */
public final class Perf implements AutoCloseable {
  private final Sources sources;
  private final PerfSettings settings;
  private final Machine machine = new Machine();
  private final TopBoard domains;
  private final History history;
  private final LivePage live;
  private final Sampler sampler;
  private final HistogramLog log;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final NodeMetrics metrics;
  private final Path data;
  private final List<Pusher> pushers = new ArrayList<>();
  private final NodeBean bean;
  private PerfServer server;

  /**
   * @param ringSize slots of the inbound ring
   * @param data the node's data folder
   */
  public Perf(
      final Sources sources, final PerfSettings settings, final int ringSize, final Path data) {
    this.sources = sources;
    this.settings = settings;
    this.data = data;
    this.bean = new NodeBean(sources);
    final TopBoard hostTypes = new TopBoard(settings.limits().topDomains());
    this.domains = new TopBoard(settings.limits().topDomains());
    this.history = new History(sources, machine, ringSize);
    this.live = new LivePage(sources, history, domains, machine);
    this.sampler = new Sampler(sources, domains, hostTypes);
    this.metrics = new NodeMetrics(sources, domains, hostTypes, machine);
    this.log = new HistogramLog(PerfSettings.Log.folder(data), settings.log(), sources.board());
    registry.register(metrics);
    JvmMetrics.builder().register(registry);
    sampler.tell(history);
    if (settings.log().enabled()) {
      sampler.tell(log);
    }
    checks(ringSize);
    if (settings.graphite() != null) {
      pushers.add(Pusher.graphite(settings.graphite(), registry::scrape));
    }
    if (settings.statsd() != null) {
      pushers.add(Pusher.statsd(settings.statsd(), registry::scrape));
    }
  }

  private void checks(final int ringSize) {
    final var health = sources.health();
    health.add(
        "ring", Vitals.ring(sources.counters(), ringSize, settings.limits().overloadPercent()));
    health.add("journal", Vitals.journal(sources.counters()));
    health.add("writer", Vitals.writer(sources.counters()));
    health.add("latency", Vitals.latency(sources.board()));
    health.add("turns", Vitals.turns(sources.board()));
    health.add("memory", Vitals.memory(machine));
    health.add("certificates", Vitals.certificates(sources.certificates()));
    health.add("disk", Vitals.disk(data));
    health.add("faults", Vitals.faults(sources.errors()));
    if (settings.log().enabled()) {
      health.add("histograms", log);
    }
  }

  /**
   * Begins to sample, and to serve where the settings say so.
   *
   * @return where it listens; null where nothing is served
   */
  public InetSocketAddress start() throws BindException {
    sampler.start();
    pushers.forEach(Pusher::start);
    bean.register();
    if (!settings.http().enabled()) {
      return null;
    }
    server = new PerfServer(settings.http(), site());
    return server.open();
  }

  /** Takes a sample at once; for tests, which have no second to wait. */
  public void sampleNow() {
    sampler.sample(System.currentTimeMillis());
  }

  /** Every page there is. */
  public Site site() {
    final Map<String, Page> pages = new HashMap<>(Assets.pages());
    pages.put("/metrics", new MetricsPage(registry));
    pages.put("/metrics/mongooseim", new MongooseNames(metrics, sources));
    pages.put("/api/live", live);
    pages.put("/api/history", new HistoryPage(PerfSettings.Log.folder(data)));
    pages.putAll(HealthPages.pages(sources.health()));
    return new Site(pages, HealthPages.PATHS);
  }

  /** What the dashboard shows, with the moments after this one; for the control socket. */
  public ObjectNode show(final long sinceMs) {
    return live.show(sinceMs);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    bean.close();
    pushers.forEach(Pusher::close);
    sampler.close();
    log.close();
    machine.close();
  }
}
