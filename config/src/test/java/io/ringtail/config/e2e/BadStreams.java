// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.TestConfig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * One packaged node, two bystanders who must not notice anything, and for each test a villain.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
abstract class BadStreams {
  private static final String CONFIG =
      TestConfig.withoutTls(List.of("localhost", "verona.example")) + "  state_timeout = 60000\n";

  @TempDir private static Path folder;
  static PackagedNode node;
  private static Bystanders bystanders;

  TextClient villain;

  @BeforeAll
  static void start() throws Exception {
    node = PackagedNode.start(folder, CONFIG);
    node.register("romeo", "juliet", "tybalt", "paris");
    bystanders = new Bystanders(node.withoutTls());
  }

  @AfterAll
  static void stop() throws Exception {
    bystanders.close();
    node.close();
  }

  @BeforeEach
  void connect() {
    villain = new TextClient(node.withoutTls());
  }

  @AfterEach
  void chatOn() {
    villain.close();
    bystanders.check();
  }

  static void login(final TextClient client, final String user) {
    client.login(user, PackagedNode.DOMAIN, PackagedNode.PASSWORD, "street");
  }

  /** The stream ends with this error and is closed in order. */
  void assertEndsWith(final String condition) {
    final String last = villain.rest();
    assertTrue(
        last.contains("<" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'"), last);
    assertTrue(last.endsWith("</stream:stream>"), last);
  }

  /** The stream lives. */
  void assertAnswersPing() {
    villain.say("<iq type='get' id='alive' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
    final String pong = villain.next();
    assertTrue(pong != null && pong.contains("id='alive'"), pong);
  }
}
