// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.TestConfig;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Juliet writes to Romeo, who looks at what is unread.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class InboxTalk {
  static final int BURST = 50;

  /** The modules it takes, with no TLS in the way. */
  static final String CONFIG =
      TestConfig.WITHOUT_TLS
          + """

          [modules.mod_presence]
          [modules.mod_ping]
          [modules.mod_mam]
          [modules.mod_inbox]
          """;

  private static final Pattern TOTAL = Pattern.compile("all-unread='(\\d+)'");

  private int sent;

  /** Messages sent so far. */
  int sent() {
    return sent;
  }

  /** Only so many of them were kept: the next one is numbered from here. */
  void goOnFrom(final int kept) {
    sent = kept;
  }

  static TextClient login(final PackagedNode node, final String user) {
    return login(node, user, "it");
  }

  static TextClient login(final PackagedNode node, final String user, final String resource) {
    return new TextClient(node.withoutTls())
        .login(user, PackagedNode.DOMAIN, PackagedNode.PASSWORD, resource);
  }

  /** Sends a burst and waits until the node has answered for all of it. */
  void answeredBurst(final TextClient juliet) {
    burst(juliet);
    juliet.say("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
    assertTrue(juliet.next().contains("type='result'"));
  }

  void burst(final TextClient juliet) {
    for (int i = 0; i < BURST; i++) {
      juliet.say(
          "<message type='chat' to='romeo@localhost' id='m"
              + sent
              + "'><body>"
              + sent
              + "</body></message>");
      sent++;
    }
  }

  static int unread(final PackagedNode node) {
    try (TextClient romeo = login(node, "romeo")) {
      romeo.say("<iq type='get' id='q'><inbox xmlns='urn:xmpp:inbox:1' messages='false'/></iq>");
      while (true) {
        final Matcher total = TOTAL.matcher(romeo.next());
        if (total.find()) {
          return Integer.parseInt(total.group(1));
        }
      }
    }
  }

  static void mark(final PackagedNode node, final String id) {
    try (TextClient romeo = login(node, "romeo")) {
      romeo.say(
          "<message type='chat' to='juliet@localhost'><displayed xmlns='urn:xmpp:chat-markers:0'"
              + " id='"
              + id
              + "'/></message>"
              + "<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>");
      romeo.next();
    }
  }
}
