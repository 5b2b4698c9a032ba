// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Usage;
import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * The figures of a round that are reported and compared.
 *
 * <p>Owner: anyone. Allocates: never.
 */
public enum Figure {
  SERVER_CPU("server CPU per stanza", "µs", 0.05, cpu(Usage.SERVER)),
  DATABASE_CPU("database CPU per stanza", "µs", 0.05, cpu(Usage.DATABASE)),
  P50("latency p50", "ms", 0.10, latencyMs(50)),
  P99("latency p99", "ms", 0.10, latencyMs(99)),
  P999("latency p99.9", "ms", 0.20, latencyMs(99.9)),
  RECEIVED("received", "per second", 0.05, round -> round.rates().receivedPerSecond()),
  SERVER_RESIDENT("server RSS", "MB", 0.05, residentMb(Usage.SERVER)),
  DATABASE_RESIDENT("database RSS", "MB", 0.05, residentMb(Usage.DATABASE)),
  BYTES("bytes per stanza", "B", 0.02, round -> round.usage().bytesPerStanza()),
  WRITES("writes per stanza", "", 0.05, round -> round.usage().writesPerStanza());

  private static final double NS_PER_MS = 1e6;
  private static final double BYTES_PER_MB = 1e6;

  private final String title;
  private final String unit;
  private final double matters;
  private final ToDoubleFunction<Round> reader;

  Figure(
      final String title,
      final String unit,
      final double matters,
      final ToDoubleFunction<Round> reader) {
    this.title = title;
    this.unit = unit;
    this.matters = matters;
    this.reader = reader;
  }

  public String title() {
    return title;
  }

  public String unit() {
    return unit;
  }

  /** The smallest relative difference worth a word. */
  public double matters() {
    return matters;
  }

  /** Of all figures only a rate is better when it is higher. */
  public boolean higherIsBetter() {
    return this == RECEIVED;
  }

  /** {@code NaN} where the round does not know it. */
  public double of(final Round round) {
    return reader.applyAsDouble(round);
  }

  public double[] of(final Collection<Round> rounds) {
    return rounds.stream().mapToDouble(reader).toArray();
  }

  private static ToDoubleFunction<Round> cpu(final String label) {
    return round -> round.usage().cpuUsPerStanza(label);
  }

  private static ToDoubleFunction<Round> residentMb(final String label) {
    return round -> round.usage().residentBytes(label) / BYTES_PER_MB;
  }

  private static ToDoubleFunction<Round> latencyMs(final double percentile) {
    return round -> {
      final Histogram histogram = round.latency().histogram();
      return histogram.getTotalCount() == 0
          ? Double.NaN
          : histogram.getValueAtPercentile(percentile) / NS_PER_MS;
    };
  }
}
