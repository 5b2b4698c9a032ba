// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ringtail.perf.Sources;
import io.ringtail.perf.health.Health;
import io.ringtail.perf.health.Level;
import io.ringtail.perf.live.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The node's numbers as Prometheus sees them.
 *
 * <p>Owner: the thread that scrapes. Allocates: per scrape.
 */
public final class NodeMetrics implements MultiCollector {
  private static final double DAY_SECONDS = 86_400;

  private final Sources sources;
  private final TopBoard domains;
  private final TopBoard hostTypes;
  private final Machine machine;

  public NodeMetrics(
      final Sources sources,
      final TopBoard domains,
      final TopBoard hostTypes,
      final Machine machine) {
    this.sources = sources;
    this.domains = domains;
    this.hostTypes = hostTypes;
    this.machine = machine;
  }

  @Override
  public MetricSnapshots collect() {
    final SeriesBuilder out = new SeriesBuilder();
    sources.counters().forEach((name, gauge, value) -> CounterCatalog.add(out, name, gauge, value));
    LatencyMetrics.add(out, sources.board());
    hostTypes.shown().forEach((name, tally) -> hostType(out, name, tally));
    domains.shown().forEach((name, tally) -> domain(out, name, tally));
    health(out, sources.health());
    certificates(out, sources.certificates().get());
    machine(out);
    return new MetricSnapshots(out.build());
  }

  private static void hostType(final SeriesBuilder out, final String name, final Tally tally) {
    final String[] labels = {"connection_type", "c2s", "host_type", name};
    out.counter("xmpp_element_in_message_count", "Messages received.", tally.messages(), labels);
    out.counter("xmpp_element_in_presence_count", "Presences received.", tally.presences(), labels);
    out.counter("xmpp_element_in_iq_count", "IQs received.", tally.iqs(), labels);
    out.gauge("sm_session", "Bound sessions.", tally.sessions(), "host_type", name);
  }

  private static void domain(final SeriesBuilder out, final String name, final Tally tally) {
    out.counter(
        "ringtail_domain_stanzas",
        "Stanzas received from the busiest domains and from the rest.",
        tally.stanzas(),
        "domain",
        name);
    out.gauge(
        "ringtail_domain_sessions",
        "Sessions of the busiest domains and of the rest.",
        tally.sessions(),
        "domain",
        name);
  }

  private static void health(final SeriesBuilder out, final Health health) {
    out.gauge(
        "ringtail_ready", "1 while new clients should be sent here.", health.isReady() ? 1 : 0);
    for (final Health.Fact fact : health.facts()) {
      out.gauge(
          "ringtail_health",
          "What each check found: 0 well, 1 warning, 2 bad.",
          fact.finding().level().ordinal(),
          "check",
          fact.name());
    }
    out.gauge(
        "ringtail_health_worst",
        "The worst of them.",
        health.worst() == Level.OK ? 0 : health.worst().ordinal());
  }

  private static void certificates(
      final SeriesBuilder out, final Map<String, Instant> certificates) {
    final Instant now = Instant.now();
    certificates.forEach(
        (listener, end) -> {
          final double left = Duration.between(now, end).toSeconds();
          out.gauge(
              "tls_cert_remaining_seconds",
              "Time until the listener's certificate ends.",
              left,
              "listener",
              listener);
        });
  }

  /** Days until the first certificate ends, as MongooseIM counts them; -32768 without any. */
  static double firstCertificateDays(final Map<String, Instant> certificates) {
    return certificates.values().stream()
        .min(Instant::compareTo)
        .map(end -> Math.floor(Duration.between(Instant.now(), end).toSeconds() / DAY_SECONDS))
        .orElse(-32_768.0);
  }

  private void machine(final SeriesBuilder out) {
    out.gauge("system_up_time_seconds", "Time since the start.", machine.upSeconds());
    out.counter("ringtail_errors", "Faults of Ringtail, all kinds.", sources.errors().total());
    out.gauge(
        "ringtail_errors_distinct", "Different faults of Ringtail.", sources.errors().distinct());
    out.gauge("ringtail_domains", "Domains served.", sources.hosts().byDomain().size());
    out.gauge(
        "ringtail_direct_memory_bytes",
        "Memory outside the heap for socket buffers.",
        machine.directBytes());
    out.gauge("ringtail_resident_bytes", "Resident memory.", machine.residentBytes());
    out.counter(
        "ringtail_gc_pause_seconds", "Time the collector stopped the node.", machine.gcSeconds());
    out.counter("ringtail_gc_pauses", "Times the collector stopped the node.", machine.gcPauses());
    out.gauge(
        "ringtail_gc_longest_pause_seconds",
        "Longest stop by the collector since the start.",
        machine.gcLongestSeconds());
  }
}
