// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.result.ResultException;
import io.ringtail.bench.result.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Writes the report of one or several results.
 *
 * <p>Owner: main thread. Allocates: per call.
 */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Write one self-contained HTML report of results.")
public final class ReportCommand implements Callable<Integer> {
  private static final int UNUSABLE = 2;

  @Parameters(
      paramLabel = "[LABEL=]RESULT.json",
      arity = "1..*",
      description = "Results to show together, and what to call each.")
  private List<String> files;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "report.html",
      description = "File to write (default ${DEFAULT-VALUE}).")
  private Path output;

  @Spec private CommandSpec spec;

  private static Entry entry(final String argument) {
    final int equals = argument.lastIndexOf('=');
    return equals < 0 || Files.exists(Path.of(argument))
        ? Entry.of(ResultFile.read(Path.of(argument)))
        : new Entry(
            argument.substring(0, equals),
            ResultFile.read(Path.of(argument.substring(equals + 1))));
  }

  @Override
  public Integer call() {
    final PrintWriter err = spec.commandLine().getErr();
    try {
      final List<Entry> runs = files.stream().map(ReportCommand::entry).toList();
      Files.writeString(output, new ReportPage(runs).html(), StandardCharsets.UTF_8);
      final PrintWriter out = spec.commandLine().getOut();
      out.print(TerminalSummary.of(runs));
      out.println("report: " + output.toAbsolutePath().normalize());
      out.flush();
      return 0;
    } catch (final ResultException e) {
      err.println("bench report: " + e.getMessage());
      return UNUSABLE;
    } catch (final IOException e) {
      err.println("bench report: cannot write " + output + ": " + e.getMessage());
      return UNUSABLE;
    }
  }
}
