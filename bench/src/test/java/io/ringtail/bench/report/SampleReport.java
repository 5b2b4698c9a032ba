// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.SampleRuns;
import io.ringtail.bench.result.TargetResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Writes a report of made-up servers, to look at: its argument is the file. */
public final class SampleReport {
  private SampleReport() {}

  public static void main(final String[] args) throws IOException {
    final LabRun off = run("off", 1);
    Files.writeString(
        Path.of(args[0]), new ReportPage(List.of(Entry.of(off), Entry.of(run("on", 1.9)))).html());
  }

  private static LabRun run(final String archive, final double factor) {
    final LabRun run =
        SampleRuns.run(
            server("Ringtail", 13 * factor, 40_000 / factor),
            server("ejabberd", 58 * factor, 13_000 / factor),
            server("Prosody", 71 * factor, 9_000 / factor));
    final SequencedMap<String, String> settings = new LinkedHashMap<>(run.settings());
    settings.put("archive", archive);
    return new LabRun(
        run.scenario(), run.started(), run.machine(), run.floor(), settings, run.targets(), false);
  }

  /** Five repeats at 2,000 per second and a climb to saturation of an M/M/1 queue. */
  private static TargetResult server(
      final String name, final double cpuUs, final double perSecond) {
    final List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      rounds.add(
          SampleRuns.round(
              i, 2000, cpuUs * (1 + 0.015 * ((i * 7) % 5 - 2)), median(2000, perSecond)));
    }
    for (double rate = 1000; rate < perSecond; rate += perSecond / 12) {
      rounds.add(SampleRuns.round(rounds.size(), rate, cpuUs, median(rate, perSecond)));
    }
    return TargetResult.of(name, "127.0.0.1:5222", name + " 1.0", List.of(), rounds);
  }

  private static double median(final double rate, final double perSecond) {
    return Math.log(2) / (perSecond - rate) * 1e9 + 150_000;
  }
}
