// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.ResultException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The cost card: dollars per billion delivered messages, with and without the database.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description = "Dollars per billion delivered messages, from a measured critical rate.")
public final class CostCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;

  @Mixin private PlanOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    try {
      print(spec.commandLine().getOut());
      return 0;
    } catch (final ResultException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("bench cost: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private void print(final PrintWriter out) {
    final Measured measured = options.measured();
    final Capacity capacity = options.capacity(measured);
    out.printf(
        Locale.ROOT,
        "%s: %,.0f messages per second at p99 <= %.0f ms on %d cores here%n%n",
        measured.name(),
        capacity.criticalPerSecond(),
        options.objectiveMs(),
        capacity.serverCores());
    out.printf(
        Locale.ROOT,
        "%-14s %10s %14s %16s %16s %18s%n",
        "instance",
        "USD/hour",
        "messages/min",
        "USD per 10^9",
        "with database",
        "MongooseIM 6.1");
    for (final Instance instance : options.instances()) {
      out.printf(
          Locale.ROOT,
          "%-14s %10.4f %14s %16.2f %16s %18s%n",
          instance.name(),
          instance.usdPerHour(),
          String.format(Locale.ROOT, "%,.0f", capacity.ratePerSecond(instance) * 60),
          capacity.usdPerBillion(instance),
          withDatabase(capacity, instance),
          published(instance));
    }
    out.println();
    out.println(Assumptions.of(capacity, options.isSpeedKnown(), options.instances()));
    out.flush();
  }

  private static String withDatabase(final Capacity capacity, final Instance instance) {
    return capacity.databaseCpuShare() == 0
        ? "none measured"
        : String.format(Locale.ROOT, "%.2f", capacity.usdPerBillionWithDatabase(instance));
  }

  private static String published(final Instance instance) {
    return Double.isNaN(instance.publishedPerMinute())
        ? "-"
        : String.format(
            Locale.ROOT, "%.2f", instance.usdPerBillion(instance.publishedPerMinute() / 60));
  }
}
