// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

import static io.ringtail.transport.support.Crowd.HERE;
import static io.ringtail.transport.support.Crowd.RARELY;
import static io.ringtail.transport.support.Crowd.THERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.ring.Threading;
import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.StrangerSettings;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.support.Crowd;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TlsClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many connect at once, and nobody knows them yet. */
class AcceptStormTest {
  private static final double PLENTY = 1e9;
  private static final int MANY = 1_000;

  @TempDir private Path folder;
  private final Crowd crowd = new Crowd();
  private final List<RawClient> clients = crowd.clients();
  private TestNode node;

  @AfterEach
  void stop() throws InterruptedException {
    crowd.close();
  }

  @Test
  void shouldLeaveThoseItHasNoBudgetForInTheBacklog() throws InterruptedException {
    start(RARELY, MANY, TestNode.Plan.plain());
    final RawClient first = crowd.connect(HERE);
    first.login("user", "r");
    crowd.connect(HERE).send(RawClient.HEADER);
    crowd.connect(THERE).send(RawClient.HEADER);
    final long before = node.count("stanzas.in");
    first.send("<message to='user@example.org'/>");
    TestNode.await(
        () -> node.count("stanzas.in") > before, () -> "a stanza behind the others' headers");
    assertEquals(1, node.listener().connections());
    assertEquals(1, node.count("accepts.pauses"));
  }

  @Test
  void shouldAcceptEverybodyInTheEnd() throws InterruptedException {
    start(100, MANY, TestNode.Plan.plain());
    everybodyIsGreeted(30);
    assertTrue(node.count("accepts.pauses") >= 1);
    assertTrue(node.count("accepts.paused_ms") >= 1);
  }

  @Test
  void shouldAcceptEverybodyInTheEndOnNio() throws InterruptedException {
    start(100, MANY, TestNode.Plan.plain().onNio());
    everybodyIsGreeted(30);
    assertTrue(node.count("accepts.pauses") >= 1);
  }

  @Test
  void shouldTakeTheCrowdsNewestConnectionForThatOfAnotherAddress() throws InterruptedException {
    start(PLENTY, 2, TestNode.Plan.plain());
    crowd.greet(HERE);
    crowd.greet(HERE);
    crowd.greet(THERE);
    assertTrue(clients.get(1).rest().contains("<resource-constraint "));
    clients.get(0).authenticate("user", "pencil");
    assertEquals(1, node.count("strangers.refused"));
  }

  @Test
  void shouldTurnAnAddressAwayThatHasAllConnectionsThereAre() throws InterruptedException {
    start(PLENTY, 2, TestNode.Plan.plain());
    crowd.greet(HERE);
    crowd.greet(HERE);
    final String answer = crowd.connect(HERE).send(RawClient.HEADER).rest();
    assertTrue(answer.startsWith("<?xml "), answer);
    assertTrue(answer.contains("<resource-constraint "), answer);
    assertEquals(2, node.count("strangers.now"));
  }

  @Test
  void shouldSendThoseTurnedAwayToTheOtherHost() throws InterruptedException {
    start(PLENTY, 1, TestNode.Plan.plain(), "other.example.org:5222");
    crowd.greet(HERE);
    final String answer = crowd.connect(HERE).send(RawClient.HEADER).rest();
    assertTrue(answer.contains(">other.example.org:5222</see-other-host>"), answer);
  }

  @Test
  void shouldCloseThoseTurnedAwayWithoutAWordWhereTlsComesFirst() throws InterruptedException {
    start(PLENTY, 1, TestNode.Plan.plain().encrypted(TlsMode.TLS, folder));
    TlsClient.handshake(crowd.connect(HERE), "TLSv1.3");
    assertEquals("", crowd.connect(HERE).rest());
    clients.getFirst().login("user", "r");
    assertEquals(1, node.count("strangers.refused"));
  }

  @Test
  void shouldNotCountThoseWhoHaveLoggedInOrLeft() throws InterruptedException {
    start(PLENTY, 2, TestNode.Plan.plain());
    for (int i = 0; i < 4; i++) {
      crowd.connect(HERE).login("user", "r" + i);
    }
    crowd.greet(HERE).close();
    TestNode.await(() -> node.count("strangers.now") == 0, () -> "nobody unknown");
    crowd.greet(HERE);
    crowd.greet(HERE);
    assertEquals(0, node.count("strangers.refused"));
  }

  @Test
  void shouldShareThePlacesOutAmongTheLoops() throws InterruptedException {
    start(PLENTY, 4, TestNode.Plan.plain().with(Threading.DEDICATED, 2));
    for (int i = 0; i < 4; i++) {
      crowd.greet(HERE);
    }
    assertEquals(0, node.count("strangers.refused"));
    crowd.connect(HERE);
    TestNode.await(() -> node.count("strangers.refused") == 1, () -> "one too many");
  }

  private void everybodyIsGreeted(final int howMany) {
    for (int i = 0; i < howMany; i++) {
      crowd.connect(HERE).send(RawClient.HEADER);
    }
    for (final RawClient client : clients) {
      client.expect("</stream:features>");
    }
  }

  private void start(final double acceptsPerSecond, final int unknown, final TestNode.Plan plan)
      throws InterruptedException {
    start(acceptsPerSecond, unknown, plan, null);
  }

  private void start(
      final double acceptsPerSecond,
      final int unknown,
      final TestNode.Plan plan,
      final String elsewhere)
      throws InterruptedException {
    final StrangerSettings strangers =
        new StrangerSettings(acceptsPerSecond, unknown, PLENTY, PLENTY);
    node =
        crowd.meet(plan, new LoginSettings(PLENTY, PLENTY, 64, MANY, 20_000, elsewhere, strangers));
  }
}
