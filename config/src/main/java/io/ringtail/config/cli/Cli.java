// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.control.ControlClient;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.persistence.StorageStartException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The {@code ringtail} command: parses arguments, runs the command, and turns whatever goes wrong
 * into one line and an exit code.
 *
 * <p>Owner: the main thread. Allocates: at start.
 */
public final class Cli {
  private final CliContext context;
  private final CommandLine commandLine;

  public Cli(final CliContext context) {
    this.context = context;
    this.commandLine =
        new CommandLine(new Root())
            .addSubcommand(new StartCommand(context))
            .addSubcommand(new StatusCommand(context))
            .addSubcommand(new StopCommand(context))
            .addSubcommand(new TopCommand(context))
            .addSubcommand(new TraceCommand(context))
            .addSubcommand(AccountCommands.commandLine(context))
            .addSubcommand(ArchiveCommands.commandLine(context))
            .addSubcommand(JournalCommands.commandLine(context))
            .addSubcommand(ConfigCommands.commandLine(context))
            .addSubcommand(new VersionCommand(context))
            .addSubcommand(new RehearseCommand(context))
            .addSubcommand(new CommandLine.HelpCommand())
            .setOut(writer(context.out()))
            .setErr(writer(context.err()))
            .setParameterExceptionHandler(this::wrongUsage)
            .setExecutionExceptionHandler(this::failure);
  }

  private static PrintWriter writer(final PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, stream.charset()), true);
  }

  /** The exit code. */
  public int run(final String... arguments) {
    return commandLine.execute(arguments);
  }

  private int wrongUsage(final ParameterException wrong, final String[] arguments) {
    final String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    final String what = wrong.getMessage().replace("\n", " ");
    context.complain(what + "; see " + command + " --help");
    return ExitCode.USAGE;
  }

  private int failure(
      final Exception failure, final CommandLine command, final ParseResult arguments) {
    return switch (failure) {
      case CommandException known -> complain(known.exitCode(), known.getMessage());
      case StorageStartException storage -> complain(ExitCode.CANNOT_START, storage.getMessage());
      case StoreException store ->
          complain(ExitCode.NO, "the database did not do it: " + store.getMessage());
      case ControlClient.FailedRequestException request ->
          complain(ExitCode.NO, request.getMessage());
      default -> {
        failure.printStackTrace(context.err());
        yield complain(ExitCode.FAULT, "this is a fault of Ringtail, please report it");
      }
    };
  }

  private int complain(final int exitCode, final String message) {
    context.complain(message.replace("\n", " "));
    return exitCode;
  }

  @Command(
      name = "ringtail",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class,
      description = "An XMPP messaging node built like an exchange.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:the answer is no",
        "2:wrong usage",
        "3:wrong configuration",
        "4:no node is running",
        "5:cannot start: port, data folder or database"
      })
  private static final class Root implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "say what to do");
    }
  }
}
