// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.account.Outcome;
import io.ringtail.config.control.ControlClient;
import io.ringtail.config.node.TraceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code ringtail trace}: what became of single stanzas, stage by stage.
 *
 * <p>Owner: the main thread. Allocates: per command.
 */
@Command(
    name = "trace",
    description =
        "Follows the stanzas of one session, or those with one id, and tells times and decisions"
            + " at each stage; never a body.")
final class TraceCommand implements Callable<Integer> {
  private static final double MICROSECOND = 1e3;

  private final CliContext context;

  @Mixin private ConfigOptions options;

  @ArgGroup(multiplicity = "1")
  private Followed followed;

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Longest time; ${DEFAULT-VALUE} by default.")
  private int seconds;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "10",
      description = "Stanzas after which it ends; ${DEFAULT-VALUE} by default.")
  private int count;

  @Option(names = "--json", description = "Prints one JSON object per step.")
  private boolean json;

  /** Either of two. */
  private static final class Followed {
    @Option(
        names = "--session",
        paramLabel = "JID",
        description = "Everything this session sends; a bare JID means the account's first one.")
    private String session = "";

    @Option(names = "--id", description = "The stanzas with this id, whoever sends them.")
    private String id = "";
  }

  TraceCommand(final CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (ControlClient node = StatusCommand.connect(context, options)) {
      final TraceRequest request = new TraceRequest(followed.session, followed.id, seconds, count);
      final Outcome outcome = node.trace(request, this::tell);
      context.out().println(outcome.text());
      return outcome.ok() ? ExitCode.OK : ExitCode.NO;
    }
  }

  private void tell(final ObjectNode step) {
    if (json) {
      context.out().println(step);
    } else if (step.path("step").asText().equals("stages")) {
      stages(step);
    } else {
      context.out().printf(Locale.ROOT, "  written   %s%n%n", laps(step));
    }
    context.out().flush();
  }

  private void stages(final ObjectNode step) {
    context
        .out()
        .printf(
            Locale.ROOT,
            "%s type=%s id=%s, %d bytes%n  from      %s%n  to        %s%n  stages    %s%n",
            step.path("element").asText(),
            step.path("type").asText("-"),
            step.path("id").asText("-"),
            step.path("bytes").asInt(),
            step.path("from").asText(),
            step.path("to").asText("-"),
            laps(step));
    for (final JsonNode decision : step.path("decisions")) {
      context.out().printf(Locale.ROOT, "  decided   %s%n", decision(decision));
    }
    if (step.path("decisions").isEmpty()) {
      context
          .out()
          .println("  decided   nothing is sent for now: it waits, or nobody is to have it");
    }
  }

  private static String decision(final JsonNode decision) {
    final List<String> sessions = new ArrayList<>();
    decision.path("sessions").forEach(session -> sessions.add(session.asText()));
    final int more = decision.path("more").asInt();
    return decision.path("action").asText()
        + " to "
        + (sessions.isEmpty() ? "nobody" : String.join(", ", sessions))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static String laps(final JsonNode step) {
    final List<String> laps = new ArrayList<>();
    for (final JsonNode lap : step.path("laps")) {
      laps.add(
          lap.path("stage").asText()
              + ' '
              + Screen.micros(lap.path("ns").asDouble() / MICROSECOND));
    }
    return String.join(", ", laps);
  }
}
