// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds a password that need not stand on the command line, where other users could see it.
 *
 * <p>Owner: the command's thread. Allocates: per command.
 */
final class PasswordOptions {
  private PasswordOptions() {}

  /** The option's own value, else the first line of the file, the terminal or standard input. */
  static String read(final CliContext context, final String given, final Path file) {
    if (given != null) {
      return given;
    }
    try {
      if (file != null) {
        return Files.readString(file).lines().findFirst().orElse("");
      }
      final Console console = context.terminal() ? System.console() : null;
      if (console != null) {
        final char[] typed = console.readPassword("Password: ");
        return typed == null ? "" : new String(typed);
      }
      final BufferedReader in =
          new BufferedReader(new InputStreamReader(context.in(), StandardCharsets.UTF_8));
      final String line = in.readLine();
      return line == null ? "" : line;
    } catch (final IOException unreadable) {
      throw new CommandException(
          ExitCode.USAGE, "the password cannot be read: " + unreadable.getMessage());
    }
  }
}
