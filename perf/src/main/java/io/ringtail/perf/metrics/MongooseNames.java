// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.ringtail.perf.Sources;
import io.ringtail.perf.http.Page;
import io.ringtail.perf.http.Reply;
import io.ringtail.perf.http.Request;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * {@code /metrics/mongooseim}: what MongooseIM has too, under its names to the letter, for
 * dashboards made for it. At {@code /metrics} they end as Prometheus wants it (counters in {@code
 * _total}, times in seconds), which {@code promtool} insists on.
 *
 * <p>Owner: the server's one worker thread. Allocates: per scrape.
 */
public final class MongooseNames implements Page {
  private static final Set<String> EXACT =
      Set.of(
          "sm_session_logins",
          "sm_session_logouts",
          "sm_message_bounced_count",
          "router_stanza_dropped_count",
          "c2s_auth_failed_count",
          "xmpp_element_in_stanza_count",
          "xmpp_element_out_stanza_count",
          "xmpp_element_in_message_count",
          "xmpp_element_in_presence_count",
          "xmpp_element_in_iq_count",
          "system_up_time_seconds");

  private final NodeMetrics metrics;
  private final Sources sources;

  public MongooseNames(final NodeMetrics metrics, final Sources sources) {
    this.metrics = metrics;
    this.sources = sources;
  }

  @Override
  public Reply get(final Request request) {
    final StringBuilder out = new StringBuilder();
    for (final MetricSnapshot metric : metrics.collect()) {
      final String name = metric.getMetadata().getName();
      if (name.equals("sm_session")) {
        sessions(out, (GaugeSnapshot) metric);
      } else if (EXACT.contains(name)) {
        add(out, name, metric);
      }
    }
    type(out, "tls_cert_remaining_days", "gauge");
    final double days = NodeMetrics.firstCertificateDays(sources.certificates().get());
    line(out, "tls_cert_remaining_days", Labels.EMPTY, days);
    return Reply.of(
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void sessions(final StringBuilder out, final GaugeSnapshot metric) {
    type(out, "sm_session_count", "gauge");
    double all = 0;
    for (final var point : metric.getDataPoints()) {
      line(out, "sm_session_count", point.getLabels(), point.getValue());
      all += point.getValue();
    }
    for (final String name : new String[] {"sm_node_sessions_count", "sm_total_sessions_count"}) {
      type(out, name, "gauge");
      line(out, name, Labels.EMPTY, all);
    }
  }

  private static void add(final StringBuilder out, final String name, final MetricSnapshot metric) {
    switch (metric) {
      case CounterSnapshot counter -> {
        type(out, name, "counter");
        counter.getDataPoints().forEach(p -> line(out, name, p.getLabels(), p.getValue()));
      }
      case GaugeSnapshot gauge -> {
        type(out, name, "gauge");
        gauge.getDataPoints().forEach(p -> line(out, name, p.getLabels(), p.getValue()));
      }
      default -> throw new IllegalStateException(name + " is neither counter nor gauge");
    }
  }

  private static void type(final StringBuilder out, final String name, final String type) {
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(
      final StringBuilder out, final String name, final Labels labels, final double value) {
    out.append(name);
    if (!labels.isEmpty()) {
      out.append('{');
      for (int i = 0; i < labels.size(); i++) {
        final String text =
            labels.getValue(i).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        out.append(i == 0 ? "" : ",").append(labels.getName(i));
        out.append("=\"").append(text).append('"');
      }
      out.append('}');
    }
    out.append(' ').append(String.format(Locale.ROOT, "%.0f", value)).append('\n');
  }
}
