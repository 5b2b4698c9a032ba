// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.config.control.ControlServer;
import io.ringtail.config.node.TraceRequest;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status}, {@code top} and {@code trace} against the control socket of a fake node. */
class OperatorCommandsTest {
  @TempDir private Path folder;
  private final Shell shell = new Shell();
  private ControlServer server;

  @BeforeEach
  void start() throws IOException {
    server = ControlServer.start(folder, shell.node, shell.node.accounts());
    shell.node.live.put("ready", false).put("worst", "bad");
    shell
        .node
        .live
        .putArray("health")
        .addObject()
        .put("name", "database")
        .put("level", "bad")
        .put("text", "It is silent.")
        .put("advice", "Start it.")
        .put("since", 1_000);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(final String... command) {
    final String[] all = java.util.Arrays.copyOf(command, command.length + 2);
    all[command.length] = "--data";
    all[command.length + 1] = folder.toString();
    return shell.run(all);
  }

  @Test
  void shouldTellTheSameFactsInTheTerminalAsOnTheDashboard() {
    assertEquals(ExitCode.OK, run("status"));
    assertTrue(shell.out().contains("no: send new clients elsewhere"), shell.out());
    assertTrue(shell.out().contains("bad: It is silent."), shell.out());
    assertTrue(shell.out().contains("Start it."), shell.out());
  }

  @Test
  void shouldShowOnePictureOrSeveral() {
    assertEquals(ExitCode.OK, run("top", "--count", "2", "--interval", "1"));
    assertEquals(3, shell.out().split("NOT READY", -1).length, shell.out());
  }

  @Test
  void shouldPrintATraceAsItComes() throws IOException {
    final String stages =
        """
        {"step": "stages", "element": "message", "type": "chat", "id": "m1", "bytes": 120,
         "from": "romeo@localhost/r", "to": "juliet@localhost",
         "laps": [{"stage": "read", "ns": 900}, {"stage": "route", "ns": 4200}],
         "decisions": [{"action": "stanza", "more": 0, "sessions": ["juliet@localhost/r"]}]}
        """;
    final ObjectMapper json = new ObjectMapper();
    shell.node.traceSteps.add((ObjectNode) json.readTree(stages));
    shell.node.traceSteps.add(
        (ObjectNode)
            json.readTree(
                "{\"step\": \"flush\", \"laps\": [{\"stage\": \"flush\", \"ns\": 12000}]}"));
    assertEquals(ExitCode.OK, run("trace", "--session", "romeo@localhost"));
    assertEquals(new TraceRequest("romeo@localhost", "", 30, 10), shell.node.traced);
    assertEquals(
        """
        message type=chat id=m1, 120 bytes
          from      romeo@localhost/r
          to        juliet@localhost
          stages    read 0.9 us, route 4.2 us
          decided   stanza to juliet@localhost/r
          written   flush 12 us

        2 steps
        """,
        shell.out());
  }

  @Test
  void shouldWantEitherASessionOrAnId() {
    assertEquals(ExitCode.USAGE, run("trace"));
    assertEquals(ExitCode.USAGE, run("trace", "--session", "a@b", "--id", "1"));
    assertEquals(ExitCode.NO, run("trace", "--id", "unknown"));
  }
}
