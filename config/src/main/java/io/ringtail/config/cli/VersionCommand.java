// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code ringtail version}.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private HelpOption help;

  VersionCommand(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.out().println(new Version().getVersion()[0]);
    return ExitCode.OK;
  }
}
