// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import io.ringtail.bench.compare.CompareCommand;
import io.ringtail.bench.plan.CostCommand;
import io.ringtail.bench.plan.ScaleCommand;
import io.ringtail.bench.plan.SizeCommand;
import io.ringtail.bench.report.ReportCommand;
import java.util.ArrayList;
import java.util.List;
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
      DuelCommand.class,
      IdleCommand.class,
      ArchiveCommand.class
    })
public final class Bench {
  private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

  private Bench() {}

  public static void main(final String[] args) {
    sparingly();
    System.exit(execute(args));
  }

  /** Netty's sampling for leaked buffers would be the generator's only garbage. */
  private static void sparingly() {
    if (System.getProperty(LEAK_DETECTION) == null) {
      System.setProperty(LEAK_DETECTION, "disabled");
    }
  }

  /** Runs one command; a first word that is none is a scenario to run. */
  static int execute(final String... args) {
    final CommandLine commands = commands();
    return commands.execute(withRun(commands, args));
  }

  /** No command may have a scenario's name: it would hide it. */
  static CommandLine commands() {
    return new CommandLine(new Bench());
  }

  /**
   * {@code SCENARIO …} is {@code run SCENARIO …}; {@code saturate …} is {@code run --saturation …}.
   */
  private static String[] withRun(final CommandLine commands, final String... args) {
    final List<String> all = new ArrayList<>(List.of(args));
    if (!all.isEmpty() && all.getFirst().equals("saturate")) {
      all.set(0, "run");
      all.add("--saturation");
    } else if (!all.isEmpty()
        && !all.getFirst().startsWith("-")
        && !commands.getSubcommands().containsKey(all.getFirst())) {
      all.addFirst("run");
    }
    return all.toArray(String[]::new);
  }
}
