// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.config.TestConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged node ends, one way or the other, and the next process on the same data goes on with
 * what it left.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class NextProcessIT {
  private static final String JULIET = "juliet@localhost/balcony";

  @TempDir private Path folder;
  private PackagedNode node;
  private TextClient romeo;
  private TextClient juliet;
  private String stream;

  @BeforeEach
  void meet() throws Exception {
    node = PackagedNode.start(folder, TestConfig.WITHOUT_TLS);
    node.register("romeo", "juliet");
    romeo = login("romeo", "orchard");
    juliet = login("juliet", "balcony").say("<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
    stream = juliet.next().replaceAll(".* id='([^']+)'.*", "$1");
  }

  @AfterEach
  void end() {
    romeo.close();
    juliet.close();
    node.close();
  }

  private TextClient login(final String user, final String resource) {
    return new TextClient(node.withoutTls())
        .login(user, PackagedNode.DOMAIN, PackagedNode.PASSWORD, resource);
  }

  private void resume(final int h) {
    juliet.close();
    juliet =
        new TextClient(node.withoutTls())
            .authenticate("juliet", PackagedNode.DOMAIN, PackagedNode.PASSWORD)
            .say("<resume xmlns='urn:xmpp:sm:3' h='" + h + "' previd='" + stream + "'/>");
    final String resumed = juliet.next();
    assertTrue(resumed.startsWith("<resumed "), resumed);
  }

  /** The next stanza for Juliet; requests to acknowledge are none. */
  private String next() {
    String next = juliet.next();
    while (next != null && next.startsWith("<r ")) {
      next = juliet.next();
    }
    return next;
  }

  private static String chat(final String text) {
    return "<message to='" + JULIET + "' type='chat'><body>" + text + "</body></message>";
  }

  @Test
  void shouldTellOfTheEndOfASessionThatDiedWithTheNode() throws Exception {
    romeo.say("<presence to='" + JULIET + "'/>");
    assertTrue(next().contains("from='romeo@localhost/orchard'"));
    node.kill();
    node = PackagedNode.start(folder, TestConfig.WITHOUT_TLS);
    resume(1);
    // whose account is needed is loaded at once, not when everybody has come back
    juliet.say("<message to='romeo@localhost' type='chat'><body>Art thou gone?</body></message>");
    final String gone = next();
    assertTrue(gone.contains("from='romeo@localhost/orchard'"), gone);
    assertTrue(gone.contains("type='unavailable'"), gone);
  }

  @Test
  void shouldTellWhenASessionWasThereThatDiedWithTheNode() throws Exception {
    romeo.say("<presence/><presence to='juliet@localhost' type='subscribed'/>");
    try (TextClient garden = login("juliet", "garden")) {
      garden.say("<presence to='romeo@localhost' type='subscribe'/>");
      Await.until("a subscription", () -> lastOfRomeo(garden).contains(" seconds='0'"));
    }
    node.kill();
    node = PackagedNode.start(folder, TestConfig.WITHOUT_TLS);
    try (TextClient garden = login("juliet", "garden")) {
      final String last = lastOfRomeo(garden);
      assertTrue(last.matches(".* seconds='[0-9]{1,2}'.*"), last); // a start takes no minute
    }
  }

  private static String lastOfRomeo(final TextClient client) {
    client.say("<iq type='get' id='l' to='romeo@localhost'><query xmlns='jabber:iq:last'/></iq>");
    String answer = client.next();
    while (!answer.contains(" id='l'")) {
      answer = client.next();
    }
    return answer;
  }

  @Test
  void shouldGoOnWithTheStreamsOfANodeThatWasStopped() throws Exception {
    romeo.say(chat("one") + chat("two"));
    assertTrue(next().contains("<body>one</body>"));
    assertTrue(next().contains("<body>two</body>"));
    node.stop();
    assertTrue(juliet.rest().contains("<system-shutdown "));
    node = PackagedNode.start(folder, TestConfig.WITHOUT_TLS);
    romeo.close();
    romeo = login("romeo", "orchard").say(chat("three"));
    romeo.say("<iq type='get' id='p' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>").next();
    resume(1);
    final List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      bodies.add(next().replaceAll(".*<body>(.*)</body>.*", "$1"));
    }
    assertEquals(List.of("two", "three"), bodies);
  }
}
