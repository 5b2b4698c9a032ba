// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.control.ControlClient;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ringtail stop}: returns when the node has drained and stopped.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(
    name = "stop",
    description = "Stops the node that runs on the data folder, and waits until it has.")
final class StopCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ConfigOptions options;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Longest wait for the end; ${DEFAULT-VALUE} by default.")
  private long timeoutSeconds;

  StopCommand(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (ControlClient node = StatusCommand.connect(context, options)) {
      final FutureTask<Void> end = new FutureTask<>(node::stopAndWait, null);
      Thread.ofVirtual().start(end);
      end.get(timeoutSeconds, TimeUnit.SECONDS);
      context.out().println("stopped");
      return ExitCode.OK;
    } catch (final TimeoutException late) {
      context.complain(
          "the node has not stopped within " + timeoutSeconds + " s; ringtail status shows it");
      return ExitCode.NO;
    } catch (final ExecutionException failed) {
      throw failed.getCause() instanceof ControlClient.FailedRequestException refused
          ? refused
          : new IllegalStateException(failed.getCause());
    }
  }
}
