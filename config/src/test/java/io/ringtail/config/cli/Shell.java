// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.control.FakeNode;
import io.ringtail.config.node.CannotStartException;
import io.ringtail.config.node.NodeStarter;
import io.ringtail.config.reading.ConfigLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs commands in process and keeps what they print. */
final class Shell {
  final FakeNode node = new FakeNode();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String input = "";
  private Map<String, String> environment = Map.of();
  private String cannotStart;

  Shell typing(final String text) {
    input = text;
    return this;
  }

  Shell in(final Map<String, String> variables) {
    environment = variables;
    return this;
  }

  Shell cannotStart(final String why) {
    cannotStart = why;
    return this;
  }

  int run(final String... arguments) {
    out.reset();
    err.reset();
    final NodeStarter starter =
        (settings, data) -> {
          if (cannotStart != null) {
            throw new CannotStartException(cannotStart, null);
          }
          return node;
        };
    final CliContext context =
        new CliContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            false,
            environment,
            () -> new ConfigLoader(List.of()),
            starter);
    return new Cli(context).run(arguments);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
