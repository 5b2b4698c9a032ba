// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.account.ImportReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ringtail account importUsers}: makes accounts from a file, good lines even where others
 * are bad.
 *
 * <p>Owner: the main thread. Allocates: per line.
 */
@Command(
    name = "importUsers",
    description = {
      "Makes accounts from a file.",
      "Each line is username,domain,password; there is no header.",
      "Accounts that exist are left as they are. Exit code 1 when lines could not be read."
    })
final class ImportUsers implements Callable<Integer> {
  /** Longer lines are no accounts; the control socket has a bound of its own. */
  private static final int MAX_LINE = 16_384;

  private final CliContext context;

  @Mixin private ConfigOptions options;

  @Option(names = "--filename", required = true, paramLabel = "FILE", description = "The file.")
  private Path filename;

  ImportUsers(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    final long total = countLines();
    final ProgressBar bar = new ProgressBar(context.err(), context.terminal(), total);
    try (BufferedReader reader = Files.newBufferedReader(filename);
        AccountAccess access = AccountAccess.open(context, options)) {
      final ImportReport report =
          access.accounts().importUsers(reader.lines().iterator(), bar::update);
      bar.end();
      return tell(report);
    } catch (final IOException unreadable) {
      throw unreadable();
    }
  }

  private int tell(final ImportReport report) {
    report
        .examples()
        .forEach(line -> context.err().println(filename + ":" + line.number() + ": " + line.why()));
    final long untold = report.bad() - report.examples().size();
    if (untold > 0) {
      context.err().println(filename + ": " + untold + " more bad lines");
    }
    context
        .out()
        .println(
            "imported "
                + report.created()
                + " accounts; "
                + report.existed()
                + " existed already; "
                + report.bad()
                + " bad lines");
    return report.bad() == 0 ? ExitCode.OK : ExitCode.NO;
  }

  /** Also the check that every line can be read, before the first account is made. */
  private long countLines() {
    if (Files.exists(filename) && !Files.isRegularFile(filename)) {
      throw new CommandException(
          ExitCode.USAGE, filename + " is no plain file and cannot be read twice; save it to one");
    }
    long count = 0;
    try (BufferedReader reader = Files.newBufferedReader(filename)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        count++;
        if (line.length() > MAX_LINE) {
          throw new CommandException(
              ExitCode.NO,
              filename + ":" + count + ": longer than " + MAX_LINE + " characters; no users file?");
        }
      }
      return count;
    } catch (final IOException unreadable) {
      throw unreadable();
    }
  }

  private CommandException unreadable() {
    final String why = Files.exists(filename) ? "is not readable UTF-8 text" : "does not exist";
    return new CommandException(ExitCode.USAGE, "the file " + filename + " " + why);
  }
}
