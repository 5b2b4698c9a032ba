// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.persistence.DataFolder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"inline", "shared", "dedicated"})
  void shouldCarryAChatBetweenTwoClientsInEveryThreadingMode(final String mode) throws Exception {
    try (DataFolder folder = DataFolder.open(scratch.resolve("data"))) {
      final Node node = Node.start(TestNodes.settings(scratch, mode), folder);
      TestNodes.register(node, "romeo", "juliet");
      final InetSocketAddress address = node.listeners().getFirst().address();
      try (RawXmpp romeo = RawXmpp.loggedIn(address, "romeo", "localhost", "secret", "orchard");
          RawXmpp juliet = RawXmpp.loggedIn(address, "juliet", "localhost", "secret", "balcony")) {
        juliet.say("<presence/>");
        juliet.await("<presence");
        for (int i = 0; i < 1000; i++) {
          romeo.say(
              "<message to='juliet@localhost' type='chat' id='m"
                  + i
                  + "'><body>"
                  + i
                  + "</body></message>");
        }
        for (int i = 0; i < 1000; i++) {
          final String message = juliet.await("</message>");
          assertTrue(message.contains("from='romeo@localhost/orchard'"), message);
          assertTrue(message.contains("<body>" + i + "</body>"), message);
        }
        juliet.say("<message to='romeo@localhost/orchard'><body>thou</body></message>");
        romeo.await("<body>thou</body>");
      }
      assertTrue(node.stop(10_000).isComplete());
      assertEquals(0, node.errors().total(), () -> node.errors().snapshot());
    }
  }

  @Test
  void shouldKeepAccountsOverARestart() throws Exception {
    try (DataFolder folder = DataFolder.open(scratch.resolve("data"))) {
      final Node first = Node.start(TestNodes.settings(scratch, "auto"), folder);
      TestNodes.register(first, "romeo");
      first.stop(10_000);
      final Node second = Node.start(TestNodes.settings(scratch, "auto"), folder);
      RawXmpp.loggedIn(
              second.listeners().getFirst().address(), "romeo", "localhost", "secret", "orchard")
          .close();
      second.stop(10_000);
    }
  }
}
