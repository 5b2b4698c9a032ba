// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.compare;

import io.ringtail.bench.result.FloorCard;
import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.TargetResult;
import io.ringtail.bench.stats.Comparison;
import io.ringtail.bench.stats.Figure;
import io.ringtail.bench.stats.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every figure of two runs of the same scenario, target by target and rate by rate.
 *
 * <p>Owner: anyone. Allocates: per call.
 *
 * @param differentMachines whether CPU is compared as multiples of each machine's relay floor
 * @param warnings what a reader must know before believing it
 * @param faults lost, doubled, reordered or misrouted messages of the second run
 */
public record RunComparison(
    List<Row> rows, boolean differentMachines, List<String> warnings, List<String> faults) {
  /** One figure of one target at one rate. */
  public record Row(String target, double ratePerSecond, Figure figure, Comparison comparison) {
    /** A change for the worse that counts. */
    public boolean isRegression() {
      return comparison.verdict()
          == (figure.higherIsBetter() ? Comparison.Verdict.LOWER : Comparison.Verdict.HIGHER);
    }

    public boolean isImprovement() {
      return comparison.verdict()
          == (figure.higherIsBetter() ? Comparison.Verdict.HIGHER : Comparison.Verdict.LOWER);
    }
  }

  public RunComparison {
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
    faults = List.copyOf(faults);
  }

  /**
   * @param matters smallest relative change that counts; {@code NaN} for each figure's own
   * @throws IllegalArgumentException if the two have nothing in common
   */
  public static RunComparison of(final LabRun a, final LabRun b, final double matters) {
    if (!a.scenario().equals(b.scenario())) {
      throw new IllegalArgumentException(
          "different scenarios: " + a.scenario() + " and " + b.scenario());
    }
    final boolean different = !a.machine().equals(b.machine());
    final double scale = different ? relay(a) / relay(b) : 1;
    final List<Row> rows = new ArrayList<>();
    for (final TargetResult target : a.targets()) {
      final TargetResult other = counterpart(a, b, target);
      if (other != null) {
        rows.addAll(rows(target, other, scale, matters));
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(
          "no target was measured at the same rate and valid in both results");
    }
    return new RunComparison(rows, different, warnings(a, b, scale), faults(b));
  }

  private static double relay(final LabRun run) {
    return run.floor().costNs(FloorCard.RELAY);
  }

  /** By name; two results with one target each compare whatever they are called. */
  private static TargetResult counterpart(
      final LabRun a, final LabRun b, final TargetResult target) {
    return a.targets().size() == 1 && b.targets().size() == 1
        ? b.targets().getFirst()
        : b.target(target.name()).orElse(null);
  }

  private static List<Row> rows(
      final TargetResult a, final TargetResult b, final double scale, final double matters) {
    final Map<String, List<Round>> others = byRate(b);
    final List<Row> rows = new ArrayList<>();
    byRate(a)
        .forEach(
            (rate, rounds) -> {
              final List<Round> matching = others.getOrDefault(rate, List.of());
              for (final Figure figure : Figure.values()) {
                final double[] before = figure.of(rounds);
                final double[] after = scaled(figure, figure.of(matching), scale);
                if (Samples.known(before).length > 0 && Samples.known(after).length > 0) {
                  rows.add(
                      new Row(
                          a.name(),
                          rounds.getFirst().ratePerSecond(),
                          figure,
                          Comparison.ofRuns(
                              before, after, Double.isNaN(matters) ? figure.matters() : matters)));
                }
              }
            });
    return rows;
  }

  private static double[] scaled(final Figure figure, final double[] values, final double scale) {
    final boolean cpu = figure == Figure.SERVER_CPU || figure == Figure.DATABASE_CPU;
    return cpu ? Arrays.stream(values).map(value -> value * scale).toArray() : values;
  }

  /** A closed loop has no rate of its own: all its rounds are one group. */
  private static Map<String, List<Round>> byRate(final TargetResult target) {
    return target.validRounds().stream()
        .collect(
            Collectors.groupingBy(
                round ->
                    round.load() == Round.LoadModel.CLOSED
                        ? "closed"
                        : Long.toString(Math.round(round.ratePerSecond())),
                TreeMap::new,
                Collectors.toList()));
  }

  private static List<String> warnings(final LabRun a, final LabRun b, final double scale) {
    final List<String> warnings = new ArrayList<>();
    if (!a.machine().equals(b.machine())) {
      warnings.add(
          Double.isNaN(scale)
              ? "different machines, and no relay floor in both: CPU cannot be compared"
              : "different machines: CPU is compared as multiples of each machine's relay floor;"
                  + " latencies and rates are not comparable");
    }
    if (!a.settings().equals(b.settings())) {
      warnings.add("different settings: " + a.settings() + " and " + b.settings());
    }
    if (a.partial() || b.partial()) {
      warnings.add("a result is partial: its run was stopped");
    }
    return warnings;
  }

  /** Messages that went wrong in the newer result: a regression whatever the figures say. */
  private static List<String> faults(final LabRun run) {
    final List<String> faults = new ArrayList<>();
    for (final TargetResult target : run.targets()) {
      for (final Round round : target.rounds()) {
        final Round.Checks c = round.checks();
        if (!c.isClean()) {
          faults.add(fault(target.name(), round.index(), c));
        }
      }
    }
    return faults;
  }

  private static String fault(final String target, final int index, final Round.Checks c) {
    return String.format(
        Locale.ROOT,
        "%s round %d: lost %d, doubled %d, reordered %d, misrouted %d, errors %d",
        target,
        index,
        c.lost(),
        c.doubled(),
        c.reordered(),
        c.misrouted(),
        c.errors());
  }
}
