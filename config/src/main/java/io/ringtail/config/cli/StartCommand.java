// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.control.ControlServer;
import io.ringtail.config.logging.Logging;
import io.ringtail.config.node.CannotStartException;
import io.ringtail.config.node.RunningNode;
import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.settings.GeneralSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ringtail start}: runs a node in the foreground until it is stopped by {@code ringtail
 * stop}, Ctrl-C or SIGTERM.
 *
 * <p>Owner: the main thread. Allocates: at start.
 */
@Command(name = "start", description = "Runs a node in the foreground; Ctrl-C drains and stops it.")
final class StartCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ConfigOptions options;

  @Mixin private ConfigOptions.Trial trial;

  @Option(
      names = "--log-json",
      description = "Logs one JSON object per line, as general.log_format = json does.")
  private boolean logJson;

  StartCommand(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    final ConfigLoader.Loaded loaded = ConfigOptions.load(context, options.request(context, trial));
    final Path data = options.data(context);
    final GeneralSettings general = loaded.settings().general();
    final Logging logging =
        Logging.start(general.logLevel(), logJson || general.logFormat().equals("json"));
    final CountDownLatch ended = new CountDownLatch(1);
    try {
      final RunningNode node = context.starter().start(loaded.settings(), data);
      run(node, loaded, data, ended);
      return ExitCode.OK;
    } catch (final CannotStartException cannot) {
      throw new CommandException(ExitCode.CANNOT_START, cannot.getMessage());
    } finally {
      logging.close();
      ended.countDown(); // a process told to end by a signal waits for the last line of its log
    }
  }

  private void run(
      final RunningNode node,
      final ConfigLoader.Loaded loaded,
      final Path data,
      final CountDownLatch ended)
      throws InterruptedException, CannotStartException {
    final Thread hook = new Thread(() -> stop(node, ended), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    final ControlServer control = control(node, data);
    try {
      Banner.print(context.out(), loaded, node.report(), data);
      node.awaitStopped();
    } finally {
      control.close();
      forget(hook);
    }
  }

  private static ControlServer control(final RunningNode node, final Path data)
      throws InterruptedException, CannotStartException {
    try {
      return ControlServer.start(data, node, node.accounts());
    } catch (final IOException broken) {
      node.stop();
      node.awaitStopped();
      throw new CannotStartException(
          "cannot open the control socket: " + broken.getMessage(), broken);
    }
  }

  private static void stop(final RunningNode node, final CountDownLatch ended) {
    node.stop();
    try {
      ended.await();
    } catch (final InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(final Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (final IllegalStateException alreadyRunning) {
      // The hook itself asked for the end.
      return;
    }
  }
}
