// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

/**
 * Ends a command with an exit code and one line that says what is wrong and what mends it.
 *
 * <p>Owner: the command's thread. Allocates: per construction.
 */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandException(final int exitCode, final String message) {
    super(message);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
