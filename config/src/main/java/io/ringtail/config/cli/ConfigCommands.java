// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reference.DefaultFile;
import io.ringtail.config.reference.EffectiveFile;
import io.ringtail.config.reference.ReferencePage;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code ringtail config …}.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(name = "config", description = "Checks, prints and explains the configuration.")
final class ConfigCommands implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private HelpOption help;

  static CommandLine commandLine(final CliContext context) {
    return new CommandLine(new ConfigCommands())
        .addSubcommand(new Check(context))
        .addSubcommand(new Print(context))
        .addSubcommand(new Reference(context));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the configuration");
  }

  @Command(
      name = "check",
      description = "Reports every problem of the configuration; exit code 3 when there is one.")
  private static final class Check implements Callable<Integer> {
    private final CliContext context;

    @Mixin private ConfigOptions options;

    @Mixin private ConfigOptions.Trial trial;

    Check(final CliContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      final ConfigLoader.Loaded loaded =
          ConfigOptions.load(context, options.request(context, trial));
      loaded.problems().warnings().forEach(warning -> context.err().println("warning: " + warning));
      context.out().println("the configuration is good");
      return ExitCode.OK;
    }
  }

  @Command(name = "print", description = "Prints the configuration in effect, secrets masked.")
  private static final class Print implements Callable<Integer> {
    private final CliContext context;

    @Mixin private ConfigOptions options;

    @Mixin private ConfigOptions.Trial trial;

    @Option(
        names = "--default",
        description = "Prints the defaults instead, every key with its explanation.")
    private boolean defaults;

    Print(final CliContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      if (defaults) {
        context.out().print(DefaultFile.text(context.loader().get()));
        return ExitCode.OK;
      }
      final ConfigLoader.Loaded loaded =
          ConfigOptions.load(context, options.request(context, trial));
      context.out().print(EffectiveFile.text(context.loader().get().schema(), loaded.values()));
      return ExitCode.OK;
    }
  }

  @Command(name = "reference", description = "Prints config/docs/configuration.md.")
  private static final class Reference implements Callable<Integer> {
    private final CliContext context;

    @Mixin private HelpOption help;

    Reference(final CliContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      context.out().print(ReferencePage.text(context.loader().get().schema()));
      return ExitCode.OK;
    }
  }
}
