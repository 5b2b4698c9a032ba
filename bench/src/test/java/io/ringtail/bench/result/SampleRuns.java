// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import io.ringtail.bench.result.Round.Checks;
import io.ringtail.bench.result.Round.LoadModel;
import io.ringtail.bench.result.Round.Point;
import io.ringtail.bench.result.Round.Rates;
import io.ringtail.bench.result.Round.Validity;
import io.ringtail.bench.result.Usage.GcPauses;
import io.ringtail.bench.result.Usage.ProcessCost;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/** Runs of made-up servers whose true figures are known. */
public final class SampleRuns {
  private SampleRuns() {}

  public static LabRun run(final TargetResult... targets) {
    final SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("users", "1000");
    settings.put("body bytes", "128");
    settings.put("archive", "off");
    final SequencedMap<String, Double> floor = new LinkedHashMap<>();
    floor.put(FloorCard.READ_WRITE, 6200.0);
    floor.put(FloorCard.COALESCED_WRITE, 410.0);
    floor.put(FloorCard.RELAY, 8400.0);
    floor.put(FloorCard.TLS_RECORD, 950.0);
    floor.put(FloorCard.APPEND_FSYNC, 1_240_000.0);
    return new LabRun(
        "one-to-one",
        Instant.parse("2026-11-26T00:10:00Z"),
        new Machine("Sample CPU 3000", 2, 24L << 30, "Linux 6.1", "OpenJDK 25"),
        new FloorCard(floor),
        settings,
        List.of(targets),
        false);
  }

  /** Rounds at one rate, one per CPU figure. */
  public static TargetResult target(
      final String name, final double ratePerSecond, final double... cpuUs) {
    final Round[] rounds = new Round[cpuUs.length];
    for (int i = 0; i < cpuUs.length; i++) {
      rounds[i] = round(i, ratePerSecond, cpuUs[i], 2e6);
    }
    return TargetResult.of(name, "127.0.0.1:5222", name + " 1.0", List.of("sm"), List.of(rounds));
  }

  /** One open-loop round with exponential latencies of the given median. */
  public static Round round(
      final int index, final double ratePerSecond, final double cpuUs, final double medianNs) {
    final Histogram histogram = latencies(index, medianNs);
    final SequencedMap<String, ProcessCost> processes = new LinkedHashMap<>();
    processes.put(
        Usage.SERVER,
        new ProcessCost(
            cpuUs, cpuUs * ratePerSecond / 1e6, 180e6, 9000, new GcPauses(2, 6e6, 4e6)));
    processes.put(Usage.DATABASE, new ProcessCost(cpuUs / 3, 0.1, 90e6, Double.NaN, null));
    processes.put(Usage.GENERATOR, new ProcessCost(9.5, 0.2, 160e6, Double.NaN, null));
    final long sent = (long) (ratePerSecond * 10);
    return new Round(
        index,
        LoadModel.OPEN_POISSON,
        1000,
        new Rates(10, ratePerSecond, ratePerSecond, ratePerSecond),
        new Checks(sent, sent, 0, 0, 0, 0, 0),
        Latency.of(histogram),
        new Usage(processes, 64e6, 312, 1.1, new LinkedHashMap<>()),
        timeline(index, ratePerSecond, medianNs),
        Validity.ok());
  }

  public static Histogram latencies(final int seed, final double medianNs) {
    final Histogram histogram = new Histogram(3);
    final SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      final double wait = -Math.log(1 - random.nextDouble()) / Math.log(2);
      histogram.recordValue((long) (wait * medianNs) + 20_000);
    }
    return histogram;
  }

  private static List<Point> timeline(final int seed, final double rate, final double medianNs) {
    final SplittableRandom random = new SplittableRandom(seed + 77);
    final Point[] points = new Point[10];
    for (int i = 0; i < points.length; i++) {
      final double noise = 0.95 + random.nextDouble() * 0.1;
      points[i] =
          new Point(
              i,
              rate * noise,
              rate * noise,
              (long) (medianNs * noise),
              (long) (medianNs * 6.6 * noise),
              (long) (medianNs * 11 * noise));
    }
    return List.of(points);
  }
}
