// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.ringtail.perf.http.Page;
import io.ringtail.perf.http.Reply;
import io.ringtail.perf.http.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * {@code /metrics}: Prometheus' text, or OpenMetrics where that is asked for. What was made within
 * the last second is given again, so that no scraper can make the node work more than that.
 *
 * <p>Owner: the server's one worker thread. Allocates: per scrape.
 */
public final class MetricsPage implements Page {
  private static final long FRESH_NS = 1_000_000_000L;

  /** A format with what was written in it last. */
  private static final class Format {
    private final ExpositionFormatWriter writer;
    private Reply last;
    private long lastNs;

    Format(final ExpositionFormatWriter writer) {
      this.writer = writer;
    }
  }

  private final PrometheusRegistry registry;
  private final Format text =
      new Format(PrometheusTextFormatWriter.builder().setIncludeCreatedTimestamps(false).build());
  private final Format openMetrics =
      new Format(
          OpenMetricsTextFormatWriter.builder()
              .setCreatedTimestampsEnabled(false)
              .setExemplarsOnAllMetricTypesEnabled(false)
              .build());

  public MetricsPage(final PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Reply get(final Request request) {
    final Format format =
        request.accept().contains("application/openmetrics-text") ? openMetrics : text;
    final long nowNs = System.nanoTime();
    if (format.last == null || nowNs - format.lastNs > FRESH_NS) {
      format.last = write(format.writer);
      format.lastNs = nowNs;
    }
    return format.last;
  }

  private Reply write(final ExpositionFormatWriter writer) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
    try {
      writer.write(out, registry.scrape());
    } catch (final IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Reply.of(200, writer.getContentType(), out.toByteArray());
  }
}
