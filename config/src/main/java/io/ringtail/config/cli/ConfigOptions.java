// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options that say which configuration and which data folder.
 *
 * <p>Owner: the command's thread. Allocates: per command.
 */
final class ConfigOptions {
  private static final String DEFAULT_FOLDER = "data";

  @Mixin private HelpOption help;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file (TOML); built-in defaults without it.")
  private Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder; $RINGTAIL_DATA or ./data without it.")
  private Path data;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting over the file's, such as general.loglevel=info; may be repeated.")
  private List<String> settings = List.of();

  /** Options of {@code start} that stand for several settings. */
  static final class Trial {
    @Option(names = "--domain", paramLabel = "NAME", description = "Serve this one domain.")
    private String domain;

    @Option(
        names = "--listen",
        paramLabel = "ADDRESS",
        description = "Address to listen on, 0.0.0.0 for all; with :PORT for the first listener.")
    private String listen;

    @Option(
        names = "--threading",
        paramLabel = "MODE",
        description = "auto, inline, shared or dedicated.")
    private String threading;
  }

  /** Whether a data folder was named, rather than taken by default. */
  boolean namesData(final CliContext context) {
    return data != null || context.environment().containsKey("RINGTAIL_DATA");
  }

  Path data(final CliContext context) {
    final Path folder =
        data == null
            ? Path.of(context.environment().getOrDefault("RINGTAIL_DATA", DEFAULT_FOLDER))
            : data;
    return folder.toAbsolutePath().normalize();
  }

  ConfigRequest request(final CliContext context) {
    return request(context, new Trial());
  }

  ConfigRequest request(final CliContext context, final Trial trial) {
    return new ConfigRequest(
        file, context.environment(), trial.domain, trial.listen, trial.threading, settings);
  }

  /** Settings without errors; otherwise every problem is printed and the command ends. */
  static ConfigLoader.Loaded load(final CliContext context, final ConfigRequest request) {
    final ConfigLoader.Loaded loaded = context.loader().get().load(request);
    if (loaded.problems().hasErrors()) {
      loaded.problems().errors().forEach(problem -> context.err().println(problem));
      final int count = loaded.problems().errors().size();
      throw new CommandException(
          ExitCode.CONFIGURATION,
          "the configuration has "
              + (count == 1 ? "a problem" : count + " problems")
              + "; every key is described in config/docs/configuration.md");
    }
    return loaded;
  }
}
