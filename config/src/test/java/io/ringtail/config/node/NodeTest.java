// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.reading.ConfigRequest;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.parser.Jid;
import io.ringtail.persistence.DataFolder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTest {
  private static final String CONFIG =
      """
      [general]
        hosts = ["localhost"]
        default_server_domain = "localhost"

      [auth.password]
        format = "plain"

      [[listen.c2s]]
        port = 0
        ip_address = "127.0.0.1"
        allow_plain_without_tls = true
        tls.mode = "none"

      [ring]
        threading = "%s"
      """;

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(strings = {"inline", "shared", "dedicated"})
  void shouldCarryAChatBetweenTwoClientsInEveryThreadingMode(final String mode) throws Exception {
    try (DataFolder folder = DataFolder.open(scratch.resolve("data"))) {
      final Node node = Node.start(settings(mode), folder);
      register(node, "romeo", "juliet");
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
      final Node first = Node.start(settings("auto"), folder);
      register(first, "romeo");
      first.stop(10_000);
      final Node second = Node.start(settings("auto"), folder);
      RawXmpp.loggedIn(
              second.listeners().getFirst().address(), "romeo", "localhost", "secret", "orchard")
          .close();
      second.stop(10_000);
    }
  }

  private NodeSettings settings(final String mode) throws IOException {
    final Path file = scratch.resolve("node.toml");
    Files.writeString(file, CONFIG.formatted(mode));
    final ConfigLoader.Loaded loaded =
        ConfigLoader.withInstalledFeatures().load(ConfigRequest.of(file));
    assertTrue(!loaded.problems().hasErrors(), () -> loaded.problems().toString());
    return loaded.settings();
  }

  private static void register(final Node node, final String... users) {
    for (final String user : users) {
      node.stores()
          .accounts()
          .create(Jid.of(user, "localhost", ""), new StoredPassword.Plain("secret"));
    }
  }
}
