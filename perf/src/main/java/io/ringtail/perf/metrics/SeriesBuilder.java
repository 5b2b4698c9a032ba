// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers single numbers into metrics: whoever brings the first number of a metric says what it is.
 *
 * <p>Owner: the thread that scrapes. Allocates: per scrape.
 */
public final class SeriesBuilder {
  private enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** One metric with the numbers so far. */
  private static final class Metric {
    private final Type type;
    private final String help;
    private final List<CounterDataPointSnapshot> counters = new ArrayList<>();
    private final List<GaugeDataPointSnapshot> gauges = new ArrayList<>();
    private final List<HistogramDataPointSnapshot> histograms = new ArrayList<>();

    Metric(final Type type, final String help) {
      this.type = type;
      this.help = help;
    }

    MetricSnapshot snapshot(final String name) {
      final MetricMetadata metadata = new MetricMetadata(name, help);
      return switch (type) {
        case COUNTER -> new CounterSnapshot(metadata, counters);
        case GAUGE -> new GaugeSnapshot(metadata, gauges);
        case HISTOGRAM -> new HistogramSnapshot(metadata, histograms);
      };
    }
  }

  private final Map<String, Metric> metrics = new LinkedHashMap<>();

  /** A number that only grows; the name goes without {@code _total}. */
  public void counter(
      final String name, final String help, final double value, final String... labels) {
    final Metric metric = metric(name, Type.COUNTER, help);
    metric.counters.add(
        CounterDataPointSnapshot.builder()
            .value(Math.max(0, value))
            .labels(Labels.of(labels))
            .build());
  }

  public void gauge(
      final String name, final String help, final double value, final String... labels) {
    final Metric metric = metric(name, Type.GAUGE, help);
    metric.gauges.add(
        GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build());
  }

  /**
   * @param upperBounds the last one is infinite
   * @param counts of each bucket alone
   */
  public void histogram(
      final String name,
      final String help,
      final double[] upperBounds,
      final long[] counts,
      final double sum,
      final String... labels) {
    final Metric metric = metric(name, Type.HISTOGRAM, help);
    metric.histograms.add(
        HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(ClassicHistogramBuckets.of(upperBounds.clone(), counts))
            .sum(sum)
            .labels(Labels.of(labels))
            .build());
  }

  private Metric metric(final String name, final Type type, final String help) {
    final Metric metric = metrics.computeIfAbsent(name, added -> new Metric(type, help));
    if (metric.type != type) {
      throw new IllegalStateException(name + " is both " + metric.type + " and " + type);
    }
    return metric;
  }

  /** Everything gathered. */
  public List<MetricSnapshot> build() {
    final List<MetricSnapshot> built = new ArrayList<>();
    metrics.forEach((name, metric) -> built.add(metric.snapshot(name)));
    return built;
  }
}
