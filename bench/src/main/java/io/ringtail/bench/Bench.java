// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.compare.CompareCommand;
import io.ringtail.bench.plan.CostCommand;
import io.ringtail.bench.plan.ScaleCommand;
import io.ringtail.bench.plan.SizeCommand;
import io.ringtail.bench.report.ReportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of the lab.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Black-box load for XMPP servers, and the minimal relay to compare them with.",
    subcommands = {
      RelayCommand.class,
      PairsCommand.class,
      IdleCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      CostCommand.class,
      SizeCommand.class,
      ScaleCommand.class
    })
public final class Bench {
  private Bench() {}

  public static void main(final String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }
}
