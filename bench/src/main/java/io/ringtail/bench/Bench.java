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
    description = "The capacity lab: black-box load for XMPP servers.",
    subcommands = {
      RunCommand.class,
      ScenariosCommand.class,
      SelfTestCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      CostCommand.class,
      SizeCommand.class,
      ChaosCommand.class,
      ReturnCommand.class,
      ScaleCommand.class,
      RelayCommand.class,
      PairsCommand.class,
      IdleCommand.class
    })
public final class Bench {
  private Bench() {}

  public static void main(final String[] args) {
    System.exit(execute(args));
  }

  /** Runs one command; a first word that is none is a scenario to run. */
  static int execute(final String... args) {
    final CommandLine commands = new CommandLine(new Bench());
    final boolean scenario =
        args.length > 0
            && !args[0].startsWith("-")
            && !commands.getSubcommands().containsKey(args[0]);
    return commands.execute(scenario ? withRun(args) : args);
  }

  private static String[] withRun(final String... args) {
    final String[] all = new String[args.length + 1];
    all[0] = "run";
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }
}
