// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import picocli.CommandLine.Option;

/**
 * {@code --help}, on every command.
 *
 * <p>Owner: the command's thread. Allocates: per command.
 */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  private boolean help;
}
