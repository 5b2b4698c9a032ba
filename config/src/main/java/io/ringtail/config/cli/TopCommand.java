// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.control.ControlClient;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ringtail top}: the node, live, in the terminal.
 *
 * <p>Owner: the main thread. Allocates: per picture.
 */
@Command(
    name = "top",
    description = "Shows the running node live: what is wrong, rates, where the time goes.")
final class TopCommand implements Callable<Integer> {
  private static final String HOME = "\033[H";
  private static final String CLEAR = "\033[2J\033[H";
  private static final String CLEAR_BELOW = "\033[J";
  private static final long MS = 1_000_000;

  private final CliContext context;

  @Mixin private ConfigOptions options;

  @Option(
      names = "--interval",
      paramLabel = "MS",
      defaultValue = "1000",
      description = "Time between two pictures; ${DEFAULT-VALUE} by default.")
  private long intervalMs;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "Pictures to show; endlessly by default, until Ctrl-C.")
  private int count;

  TopCommand(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    final boolean terminal = context.terminal() && count != 1;
    try (ControlClient node = StatusCommand.connect(context, options)) {
      if (terminal) {
        context.out().print(CLEAR);
      }
      for (int i = 0; count == 0 || i < count; i++) {
        if (i > 0) {
          LockSupport.parkNanos(this, intervalMs * MS);
        }
        context.out().print(terminal ? HOME : "");
        context.out().print(Screen.of(node.live(), terminal));
        context.out().print(terminal ? CLEAR_BELOW : "");
        context.out().flush();
      }
    }
    return ExitCode.OK;
  }
}
