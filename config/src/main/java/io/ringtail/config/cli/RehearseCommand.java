// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.logging.Logging;
import io.ringtail.config.node.CannotStartException;
import io.ringtail.config.node.RunningNode;
import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.rehearsal.Rehearsal;
import io.ringtail.config.settings.GeneralSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ringtail rehearse}: runs a node on a scratch folder and uses it for a while. The launcher
 * makes its start-up cache of this.
 *
 * <p>Owner: the main thread. Allocates: at start.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Runs a node on a scratch folder and uses it, for the start-up cache.")
final class RehearseCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ConfigOptions options;

  @Mixin private ConfigOptions.Trial trial;

  @Option(names = "--seconds", description = "How long; default ${DEFAULT-VALUE}.")
  private int seconds = 8;

  RehearseCommand(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    final ConfigLoader.Loaded loaded = ConfigOptions.load(context, options.request(context, trial));
    final GeneralSettings general = loaded.settings().general();
    final Logging logging = Logging.start(general.logLevel(), general.logFormat().equals("json"));
    try {
      final RunningNode node = context.starter().start(loaded.settings(), options.data(context));
      try {
        final String domain = loaded.settings().domains().getFirst();
        final Rehearsal rehearsal = new Rehearsal(node, domain);
        final Rehearsal.Done done = rehearsal.run(Duration.ofSeconds(seconds));
        context.out().println(done.rounds() + " rounds, " + done.streams() + " streams begun");
        return ExitCode.OK;
      } finally {
        node.stop();
        node.awaitStopped();
      }
    } catch (final CannotStartException cannot) {
      throw new CommandException(ExitCode.CANNOT_START, cannot.getMessage());
    } finally {
      logging.close();
    }
  }
}
