// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.ResultException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The sizing answer: how many nodes of which type carry a population of users.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    description = "Nodes that a number of users needs, from a measured critical rate.")
public final class SizeCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;

  @Mixin private PlanOptions options;
  @Spec private CommandSpec spec;

  @Option(names = "--users", required = true, description = "Users online at the same time.")
  private double users;

  @Option(
      names = "--per-user-hour",
      defaultValue = "20",
      description = "Messages each sends in an hour (default ${DEFAULT-VALUE}).")
  private double perUserHour;

  @Option(
      names = "--peak-factor",
      defaultValue = "1",
      description = "Busiest second over the average one (default ${DEFAULT-VALUE}).")
  private double peakFactor;

  @Option(
      names = "--headroom",
      defaultValue = "0.3",
      description = "Share of a node's critical rate to keep free (default ${DEFAULT-VALUE}).")
  private double headroom;

  @Option(
      names = "--spare",
      defaultValue = "1",
      description = "Nodes that may fail (default ${DEFAULT-VALUE}).")
  private int spare;

  @Override
  public Integer call() {
    try {
      print(spec.commandLine().getOut());
      return 0;
    } catch (final ResultException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("bench size: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private void print(final PrintWriter out) {
    final Measured measured = options.measured();
    final Capacity capacity = options.capacity(measured);
    final Sizing sizing = new Sizing(users, perUserHour, peakFactor, headroom, spare);
    for (final Instance instance : options.instances()) {
      final Sizing.Answer answer = sizing.on(instance, capacity);
      out.printf(
          Locale.ROOT,
          "For %,.0f users, %.0f messages per user and hour, p99 %.0f ms: %d nodes of %s, USD %,.0f"
              + " a month.%n",
          users,
          perUserHour,
          options.objectiveMs(),
          answer.nodes(),
          instance.name(),
          answer.usdPerMonth());
      out.printf(
          Locale.ROOT,
          "  peak %,.0f messages per second; %,.0f per node with %.0f %% kept free: %d for the"
              + " rate, %s for the sessions, %d spare%n",
          answer.peakPerSecond(),
          answer.perNodePerSecond(),
          headroom * 100,
          answer.byRate(),
          Double.isNaN(capacity.bytesPerSession()) ? "unknown" : answer.byMemory(),
          spare);
    }
    out.println();
    out.println(Assumptions.of(capacity, options.isSpeedKnown(), options.instances()));
    out.flush();
  }
}
