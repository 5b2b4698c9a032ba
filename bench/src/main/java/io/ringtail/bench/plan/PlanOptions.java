// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

import io.ringtail.bench.result.ResultFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * From which measurement, at which objective, for which machines: shared by the planning commands.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
final class PlanOptions {
  @Parameters(
      paramLabel = "RESULT.json",
      description = "A result of 'bench saturate' or 'bench run'.")
  private Path file;

  @Option(
      names = "--name",
      defaultValue = "",
      description = "The target, where the result has several.")
  private String name;

  @Option(
      names = "--p99",
      defaultValue = "50",
      paramLabel = "MS",
      description = "Latency objective in milliseconds (default ${DEFAULT-VALUE}).")
  private double objectiveMs;

  @Option(
      names = "--instance",
      defaultValue = "",
      paramLabel = "TYPE",
      description = "Only this instance type; all of the price table otherwise.")
  private String instance;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Price table: lines of instance,vcpus,memory_gib,usd_per_hour.")
  private Path prices;

  @Option(
      names = "--server-cores",
      defaultValue = "0",
      description = "Cores the server could use when it was measured (default: the machine's).")
  private int serverCores;

  @Option(
      names = "--relay-floor-ns",
      defaultValue = "NaN",
      description =
          "'minimal relay' of the floor card on the instance to plan for;"
              + " without it a core there counts as a core here.")
  private double relayFloorNs;

  Measured measured() {
    return Measured.of(ResultFile.read(file), name);
  }

  double objectiveMs() {
    return objectiveMs;
  }

  Capacity capacity(final Measured measured) {
    return measured.capacity(objectiveMs, serverCores, relayFloorNs);
  }

  boolean isSpeedKnown() {
    return !Double.isNaN(relayFloorNs);
  }

  List<Instance> instances() {
    final PriceTable table = prices == null ? PriceTable.shipped() : PriceTable.read(prices);
    return instance.isEmpty() ? table.instances() : List.of(table.named(instance));
  }
}
