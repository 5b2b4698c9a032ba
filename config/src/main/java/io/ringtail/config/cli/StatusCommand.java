// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.control.ControlClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ringtail status}.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(
    name = "status",
    description = "Says whether a node runs on the data folder, and how it is.")
final class StatusCommand implements Callable<Integer> {
  private final CliContext context;

  @Mixin private ConfigOptions options;

  @Option(names = "--json", description = "Prints what the node says as JSON.")
  private boolean json;

  StatusCommand(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlClient node = connect(context, options)) {
      final ObjectNode status = node.status();
      if (json) {
        context.out().println(status.toPrettyString());
      } else {
        print(status);
      }
    }
    return ExitCode.OK;
  }

  /** The running node's control connection, or the end of the command. */
  static ControlClient connect(final CliContext context, final ConfigOptions options) {
    final Path data = options.data(context);
    return ControlClient.connect(data)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.NOT_RUNNING,
                    "no node is running on the data folder "
                        + data
                        + "; ringtail start starts one, --data names another folder"));
  }

  private void print(final ObjectNode status) {
    line("state", status.path("state").asText() + ", pid " + status.path("pid").asLong());
    line("since", Instant.ofEpochMilli(status.path("startedAtMs").asLong()).toString());
    health(status);
    line("sessions", status.path("sessions").asText());
    line("domains", texts(status.path("domains")));
    line("listening", texts(status.path("listeners")));
    status
        .path("counters")
        .properties()
        .forEach(counter -> line(counter.getKey(), counter.getValue().asText()));
  }

  /** The same facts as on the dashboard: what is wrong first, with what to do. */
  private void health(final ObjectNode status) {
    line("ready", status.path("ready").asBoolean() ? "yes" : "no: send new clients elsewhere");
    for (final JsonNode fact : status.path("health")) {
      final String level = fact.path("level").asText();
      line("check " + fact.path("name").asText(), level + ": " + fact.path("text").asText());
      if (!level.equals("ok")) {
        line("", "since " + Instant.ofEpochMilli(fact.path("since").asLong()));
        line("", fact.path("advice").asText());
      }
    }
  }

  private void line(final String name, final String value) {
    context.out().printf(Locale.ROOT, "%-28s %s%n", name, value);
  }

  private static String texts(final JsonNode array) {
    final List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return String.join(", ", texts);
  }
}
