// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatorIT {
  private static final int WRONG_CONFIGURATION = 3;
  private static final int CANNOT_START = 5;

  @TempDir private Path folder;

  @Test
  void shouldRefuseAnotherNodesPortOrDataFolderAndSayWhy() throws Exception {
    try (PackagedNode node = PackagedNode.start(folder, TestConfig.WITHOUT_TLS)) {
      final int port = node.withoutTls().getPort();
      final String portTaken =
          refused(
              TestConfig.WITHOUT_TLS.replace("port = 0", "port = " + port),
              folder.resolve("other"));
      assertTrue(portTaken.contains("127.0.0.1:" + port), portTaken);
      final String folderTaken = refused(TestConfig.WITHOUT_TLS, node.data());
      assertTrue(folderTaken.contains(node.data().toString()), folderTaken);
      assertTrue(folderTaken.contains("another"), folderTaken);
    }
  }

  @Test
  void shouldRefuseADataFolderThatIsNone() throws Exception {
    final Path file = Files.writeString(folder.resolve("file"), "not a folder");
    final String output = refused(TestConfig.WITHOUT_TLS, file);
    assertTrue(output.contains(file.toString()), output);
  }

  /** One line that says which file and why. */
  private String refused(final String config, final Path data) throws Exception {
    final Path file = Files.writeString(folder.resolve("second.toml"), config);
    final NodeProcess second =
        NodeProcess.start("start", "--config", file.toString(), "--data", data.toString());
    assertEquals(CANNOT_START, second.awaitExit(), second::output);
    assertEquals(1, second.lines().size(), second::output);
    return second.output();
  }

  @Test
  void shouldNameFileLineAndNearestKeyOfEveryMistakeInTheConfiguration() throws Exception {
    final Path file =
        Files.writeString(
            folder.resolve("typos.toml"),
            """
            [general]
              hosts = ["localhost"]
              default_server_domian = "localhost"

            [[listen.c2s]]
              port = 70000
            """);
    final NodeProcess node =
        NodeProcess.start("start", "--config", file.toString(), "--data", folder + "/data");
    assertEquals(WRONG_CONFIGURATION, node.awaitExit(), node::output);
    final String output = node.output();
    assertTrue(output.contains(file + ":3"), output);
    assertTrue(output.contains("default_server_domain"), output);
    assertTrue(output.contains(file + ":6"), output);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void shouldDeliverWhatItHasAcceptedBeforeItEnds(final String signal, final int exitCode)
      throws Exception {
    final int messages = 500;
    try (PackagedNode node = PackagedNode.start(folder, TestConfig.WITHOUT_TLS)) {
      node.register("romeo", "juliet");
      try (TextClient romeo = login(node, "romeo");
          TextClient juliet = login(node, "juliet")) {
        for (int i = 0; i < messages; i++) {
          romeo.say(
              "<message type='chat' to='juliet@localhost/r'><body>" + i + "</body></message>");
        }
        romeo.say("<iq type='get' id='p'><ping xmlns='urn:xmpp:ping'/></iq>").next();
        signal(node, signal);
        for (int i = 0; i < messages; i++) {
          final String message = juliet.next();
          assertTrue(message.contains("<body>" + i + "</body>"), message);
        }
        assertTrue(juliet.next().contains("<system-shutdown "));
        assertNull(juliet.next());
        assertEquals(exitCode, node.process().awaitExit(), node::output);
      }
    }
  }

  private static TextClient login(final PackagedNode node, final String user) {
    return new TextClient(node.withoutTls())
        .login(user, PackagedNode.DOMAIN, PackagedNode.PASSWORD, "r");
  }

  private static void signal(final PackagedNode node, final String signal)
      throws IOException, InterruptedException {
    final String pid = Long.toString(node.process().pid());
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, pid).start().waitFor());
  }
}
