// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Round.Checks;
import io.ringtail.bench.result.TargetResult;
import io.ringtail.bench.result.Usage;
import io.ringtail.bench.result.Usage.ProcessCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * A run in words, for the terminal.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
public final class Summary {
  private static final double NOISY = 0.1;

  private Summary() {}

  /** One window in one or two lines. */
  static String line(final String target, final Round round) {
    final Histogram latency = round.latency().histogram();
    final StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s #%d: %,.0f/s received, p50 %s, p99 %s, p99.9 %s, max %s, server %s us per"
                    + " stanza",
                target,
                round.index(),
                round.rates().receivedPerSecond(),
                Progress.time(latency.getValueAtPercentile(50)),
                Progress.time(latency.getValueAtPercentile(99)),
                Progress.time(latency.getValueAtPercentile(99.9)),
                Progress.time(latency.getMaxValue()),
                figure(round.usage().cpuUsPerStanza(Usage.SERVER))));
    if (round.validity().partial()) {
      line.append(" (partial)");
    }
    if (!round.validity().isValid()) {
      line.append("\n  VOID: ").append(String.join("; ", round.validity().voidReasons()));
    }
    return line.toString();
  }

  /** The whole run. */
  public static List<String> of(final LabRun run) {
    final List<String> lines = new ArrayList<>();
    lines.add("");
    floor(lines, run.floor());
    lines.add(run.scenario() + (run.partial() ? " (partial: it was stopped)" : ""));
    for (final TargetResult target : run.targets()) {
      if (target.isOffered()) {
        rounds(lines, target, run.floor());
      } else {
        lines.add(target.name() + ": not offered: " + target.notOffered());
      }
    }
    return lines;
  }

  private static void floor(final List<String> lines, final FloorCard floor) {
    if (!floor.costsNs().isEmpty()) {
      final StringBuilder line = new StringBuilder("floor of this machine:");
      floor
          .costsNs()
          .forEach(
              (name, ns) ->
                  line.append(' ').append(name).append(' ').append(micros(ns)).append(','));
      line.setLength(line.length() - 1);
      lines.add(line.toString());
    }
  }

  private static String micros(final double ns) {
    return String.format(Locale.ROOT, "%.2f us", ns / 1e3);
  }

  private static void rounds(
      final List<String> lines, final TargetResult target, final FloorCard floor) {
    final List<Round> valid = target.validRounds();
    final boolean anyValid = !valid.isEmpty();
    final List<Round> rounds = anyValid ? valid : target.rounds();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s %s: %d of %d windows valid%s",
            target.name(),
            target.software(),
            valid.size(),
            target.rounds().size(),
            anyValid ? "" : "; the figures below are VOID"));
    if (rounds.isEmpty()) {
      return;
    }
    lines.add("  " + checks(target.rounds()));
    for (final Map.Entry<String, ProcessCost> label :
        rounds.get(0).usage().processes().entrySet()) {
      lines.add("  " + cost(label.getKey(), rounds, floor));
    }
    rounds
        .getLast()
        .usage()
        .figures()
        .forEach((name, value) -> lines.add("  " + name + ": " + figure(value)));
  }

  private static String checks(final List<Round> rounds) {
    long sent = 0;
    long received = 0;
    final long[] wrong = new long[5];
    for (final Round round : rounds) {
      final Checks checks = round.checks();
      sent += checks.sent();
      received += checks.received();
      wrong[0] += checks.lost();
      wrong[1] += checks.doubled();
      wrong[2] += checks.reordered();
      wrong[3] += checks.misrouted();
      wrong[4] += checks.errors();
    }
    return String.format(
        Locale.ROOT,
        "%,d to be received, %,d received, %d lost, %d doubled, %d reordered, %d misrouted, %d"
            + " errors",
        sent,
        received,
        wrong[0],
        wrong[1],
        wrong[2],
        wrong[3],
        wrong[4]);
  }

  private static String cost(final String label, final List<Round> rounds, final FloorCard floor) {
    final double[] us =
        rounds.stream()
            .mapToDouble(round -> round.usage().cpuUsPerStanza(label))
            .sorted()
            .toArray();
    final double median = us[us.length / 2];
    final ProcessCost last = rounds.getLast().usage().processes().get(label);
    final boolean generator = label.equals(Usage.GENERATOR);
    final double floorNs = floor.costNs(generator ? FloorCard.EPOLL_CLIENT : FloorCard.RELAY);
    final StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %.2f us of CPU per stanza (%.2f to %.2f), %.2f cores",
                label,
                median,
                us[0],
                us[us.length - 1],
                last.coresUsed()));
    if (!Double.isNaN(floorNs)) {
      line.append(
          String.format(
              Locale.ROOT,
              ", %.2f times %s",
              median * 1e3 / floorNs,
              generator ? "a bare epoll client" : "the minimal relay"));
    }
    memory(line, last);
    final double spread = (us[us.length - 1] - us[0]) / median;
    if (!generator && us.length > 2 && spread > NOISY) {
      line.append(
          String.format(
              Locale.ROOT,
              "; too noisy for smaller differences: the windows are %.0f %% apart",
              spread * 100));
    }
    return line.toString();
  }

  private static void memory(final StringBuilder line, final ProcessCost last) {
    if (!Double.isNaN(last.residentBytes())) {
      line.append(String.format(Locale.ROOT, ", %.1f MiB", last.residentBytes() / (1 << 20)));
    }
    if (!Double.isNaN(last.residentBytesPerSession())) {
      line.append(
          String.format(
              Locale.ROOT, ", %.2f KiB per session", last.residentBytesPerSession() / 1024));
    }
    if (last.gc() != null) {
      line.append(
          String.format(
              Locale.ROOT,
              ", %d GC pauses of %s",
              last.gc().count(),
              Progress.time(last.gc().totalNs())));
    }
  }

  private static String figure(final double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.2f", value);
  }
}
