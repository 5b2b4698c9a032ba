// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.compare;

import io.ringtail.bench.result.ResultException;
import io.ringtail.bench.result.ResultFile;
import io.ringtail.bench.stats.Comparison;
import io.ringtail.bench.stats.Comparison.Verdict;
import io.ringtail.bench.stats.Figure;
import io.ringtail.bench.stats.Interval;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Compares two results and says by its exit code whether the second is worse.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Compare two results, with significance; a gate for CI.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no gated figure is worse",
      "1:a gated figure is worse, or messages went wrong in the second result",
      "2:the results cannot be read or have nothing in common",
      "3:too few valid rounds to decide about a gated figure: four in each are needed"
    })
public final class CompareCommand implements Callable<Integer> {
  static final int WORSE = 1;
  static final int UNUSABLE = 2;
  static final int UNDECIDED = 3;

  @Parameters(index = "0", paramLabel = "BEFORE.json", description = "The result to compare with.")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER.json", description = "The result to judge.")
  private Path after;

  @Option(
      names = "--gate",
      split = ",",
      defaultValue = "SERVER_CPU,RECEIVED",
      description =
          "Figures that decide the exit code: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}:"
              + " latencies of shared machines are too noisy for a gate).")
  private List<Figure> gate;

  @Option(
      names = "--matters",
      defaultValue = "NaN",
      description = "Smallest relative change that counts, such as 0.1; each figure has its own.")
  private double matters;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      final RunComparison comparison =
          RunComparison.of(ResultFile.read(before), ResultFile.read(after), matters);
      print(comparison, spec.commandLine().getOut());
      return exitCode(comparison);
    } catch (final ResultException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("bench compare: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private int exitCode(final RunComparison comparison) {
    final List<RunComparison.Row> gated =
        comparison.rows().stream().filter(row -> gate.contains(row.figure())).toList();
    if (!comparison.faults().isEmpty()
        || gated.stream().anyMatch(RunComparison.Row::isRegression)) {
      return WORSE;
    }
    final boolean undecided =
        gated.isEmpty()
            || gated.stream().anyMatch(row -> row.comparison().verdict() == Verdict.TOO_FEW);
    return undecided ? UNDECIDED : 0;
  }

  private void print(final RunComparison comparison, final PrintWriter out) {
    comparison.warnings().forEach(warning -> out.println("warning: " + warning));
    comparison.faults().forEach(fault -> out.println("WRONG: " + fault));
    String heading = "";
    for (final RunComparison.Row row : comparison.rows()) {
      final String next =
          String.format(Locale.ROOT, "%s at %,.0f per second", row.target(), row.ratePerSecond());
      if (!next.equals(heading)) {
        heading = next;
        out.println();
        out.println(heading);
      }
      out.println(line(row));
    }
    out.flush();
  }

  private String line(final RunComparison.Row row) {
    final Comparison c = row.comparison();
    return String.format(
        Locale.ROOT,
        "  %-24s %12s -> %12s %-10s %+6.1f %% [%+.1f … %+.1f]  %s%s",
        row.figure().title(),
        number(c.a()),
        number(c.b()),
        row.figure().unit(),
        percent(c.ratio().median()),
        percent(c.ratio().low()),
        percent(c.ratio().high()),
        verdict(row),
        gate.contains(row.figure()) ? "" : " (not gated)");
  }

  private static String number(final Interval interval) {
    return String.format(
        Locale.ROOT, interval.median() >= 1000 ? "%,.0f" : "%.3g", interval.median());
  }

  private static double percent(final double ratio) {
    return (ratio - 1) * 100;
  }

  private static String verdict(final RunComparison.Row row) {
    final String p = String.format(Locale.ROOT, " (p = %.3f)", row.comparison().pValue());
    if (row.isRegression()) {
      return "WORSE" + p;
    }
    if (row.isImprovement()) {
      return "better" + p;
    }
    return row.comparison().verdict() == Verdict.TOO_FEW ? "too few rounds" : "same" + p;
  }
}
