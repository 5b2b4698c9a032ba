// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.push;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.ringtail.perf.settings.PerfSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every number to Graphite or statsd at an interval: what {@code /metrics} shows, labels as
 * parts of the name. A server that is not there costs that interval's numbers.
 *
 * <p>Owner: its own virtual thread. Allocates: per push.
 */
public final class Pusher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);
  private static final double[] QUANTILES = {0.5, 0.99, 0.999};
  private static final String[] QUANTILE_NAMES = {"p50", "p99", "p999"};

  private final LineSender sender;
  private final PerfSettings.Reporter to;
  private final Supplier<MetricSnapshots> metrics;
  private Thread thread;
  private boolean failing;

  private Pusher(
      final LineSender sender,
      final PerfSettings.Reporter to,
      final Supplier<MetricSnapshots> metrics) {
    this.sender = sender;
    this.to = to;
    this.metrics = metrics;
  }

  public static Pusher graphite(
      final PerfSettings.Reporter to, final Supplier<MetricSnapshots> metrics) {
    return new Pusher(LineSender.GRAPHITE, to, metrics);
  }

  public static Pusher statsd(
      final PerfSettings.Reporter to, final Supplier<MetricSnapshots> metrics) {
    return new Pusher(LineSender.STATSD, to, metrics);
  }

  public void start() {
    thread = Thread.ofVirtual().name("ringtail-push").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(to.intervalSeconds() * 1_000L);
        push(System.currentTimeMillis());
      }
    } catch (final InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One push; whether it went out. */
  boolean push(final long nowMs) {
    try {
      sender.send(to, lines(nowMs));
      failing = false;
      return true;
    } catch (final IOException broken) {
      if (!failing) {
        LOG.warn("cannot push numbers to {}:{}: {}", to.host(), to.port(), broken.getMessage());
      }
      failing = true;
      return false;
    }
  }

  private List<String> lines(final long nowMs) {
    final List<String> lines = new ArrayList<>();
    for (final MetricSnapshot metric : metrics.get()) {
      for (final DataPointSnapshot point : metric.getDataPoints()) {
        final String name = name(metric.getMetadata().getName(), point.getLabels());
        switch (metric) {
          case CounterSnapshot counter ->
              lines.add(
                  sender.line(
                      name, ((CounterSnapshot.CounterDataPointSnapshot) point).getValue(), nowMs));
          case GaugeSnapshot gauge ->
              lines.add(
                  sender.line(
                      name, ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue(), nowMs));
          case HistogramSnapshot histogram ->
              quantiles(lines, name, (HistogramSnapshot.HistogramDataPointSnapshot) point, nowMs);
          default -> {
            // infos and summaries of the JVM have no place in a line
          }
        }
      }
    }
    return lines;
  }

  private void quantiles(
      final List<String> lines,
      final String name,
      final HistogramSnapshot.HistogramDataPointSnapshot point,
      final long nowMs) {
    lines.add(sender.line(name + ".count", point.getCount(), nowMs));
    for (int i = 0; i < QUANTILES.length && point.getCount() > 0; i++) {
      long left = (long) Math.ceil(QUANTILES[i] * point.getCount());
      int bucket = 0;
      while (left > point.getClassicBuckets().getCount(bucket)) {
        left -= point.getClassicBuckets().getCount(bucket++);
      }
      final double bound = point.getClassicBuckets().getUpperBound(bucket);
      if (Double.isFinite(bound)) {
        lines.add(sender.line(name + '.' + QUANTILE_NAMES[i], bound, nowMs));
      }
    }
  }

  /** {@code prefix.metric.label.value}, dots and spaces in values replaced. */
  private String name(final String metric, final Labels labels) {
    final StringBuilder name = new StringBuilder(to.prefix()).append('.').append(metric);
    for (int i = 0; i < labels.size(); i++) {
      name.append('.').append(labels.getName(i)).append('.');
      name.append(labels.getValue(i).replaceAll("[^A-Za-z0-9_-]", "_"));
    }
    return name.toString();
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
