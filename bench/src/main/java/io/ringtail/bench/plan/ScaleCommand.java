// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.ResultException;
import io.ringtail.bench.result.ResultFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Fits the scalability law to the critical rates of several sizes: cores, or nodes.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = "Fit the universal scalability law to critical rates over cores or nodes.")
public final class ScaleCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;
  private static final int REFUSED = 1;

  @Parameters(
      arity = "1..*",
      paramLabel = "UNITS=RESULT.json",
      description = "A size, in cores or nodes, and what was measured at it; at least five.")
  private Map<Double, Path> files;

  @Option(names = "--name", defaultValue = "", description = "The target, where there are several.")
  private String name;

  @Option(
      names = "--p99",
      defaultValue = "50",
      paramLabel = "MS",
      description = "Latency objective in milliseconds (default ${DEFAULT-VALUE}).")
  private double objectiveMs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      return print(spec.commandLine().getOut());
    } catch (final ResultException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("bench scale: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private int print(final PrintWriter out) {
    final List<UslFit.Point> points = new ArrayList<>();
    new TreeMap<>(files)
        .forEach(
            (units, file) ->
                points.add(
                    new UslFit.Point(
                        units,
                        Measured.of(ResultFile.read(file), name)
                            .critical(objectiveMs)
                            .ratePerSecond())));
    final UslFit.Outcome outcome = UslFit.of(points);
    if (outcome.fit().isEmpty()) {
      out.println("no fit: " + outcome.refusal());
      return REFUSED;
    }
    final UslFit fit = outcome.fit().get();
    out.println(fit.summary());
    for (int i = 0; i < points.size(); i++) {
      out.printf(
          Locale.ROOT,
          "  %8.4g units: measured %,.0f, fitted %,.0f, residual %+.1f %%%n",
          points.get(i).units(),
          points.get(i).perSecond(),
          fit.at(points.get(i).units()).orElseThrow(),
          fit.residuals().get(i) * 100);
    }
    out.println("It says nothing about sizes beyond these.");
    return 0;
  }
}
