// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static io.ringtail.transport.support.Crowd.HERE;
import static io.ringtail.transport.support.Crowd.RARELY;
import static io.ringtail.transport.support.Crowd.THERE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.StrangerSettings;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.support.Crowd;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestHostType;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TlsClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much a node does for clients it does not know yet. */
class StrangersTest {
  private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
  private static final double SOON = 4;
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
  void shouldBeginDirectTlsWhenItsTurnHasCome() throws Exception {
    handshakes(SOON, 10, 20_000, TlsMode.TLS);
    for (int i = 0; i < 3; i++) {
      TlsClient.handshake(crowd.connect(HERE), "TLSv1.3");
      clients.getLast().send(RawClient.HEADER).expect("</stream:features>");
    }
    assertEquals(3, node.count("handshakes.admitted"));
    assertTrue(node.count("handshakes.waited") >= 1);
    assertEquals(0, node.count("handshakes.waiting"));
  }

  @Test
  void shouldCloseADirectTlsConnectionThatFindsTheRoomFull() throws Exception {
    handshakes(RARELY, 1, 20_000, TlsMode.TLS);
    TlsClient.handshake(crowd.connect(HERE), "TLSv1.3");
    crowd.connect(HERE);
    awaitWaiting(1);
    assertEquals("", crowd.connect(HERE).rest());
    assertEquals(1, node.count("handshakes.refused"));
    assertEquals(1, node.count("handshakes.waiting"));
  }

  @Test
  void shouldMakeRoomForAnotherAddressAtTheExpenseOfTheCrowd() throws Exception {
    handshakes(RARELY, 2, 20_000, TlsMode.TLS);
    TlsClient.handshake(crowd.connect(HERE), "TLSv1.3");
    crowd.connect(HERE);
    awaitWaiting(1);
    crowd.connect(HERE);
    awaitWaiting(2);
    crowd.connect(THERE);
    assertEquals("", clients.get(2).rest());
    assertEquals(2, node.count("handshakes.waiting"));
  }

  @Test
  void shouldProceedWithStartTlsWhenItsTurnHasComeAndForgetWhatCameInTheClear() throws Exception {
    handshakes(SOON, 10, 20_000, TlsMode.STARTTLS_REQUIRED);
    startTls(HERE, "").expect("<proceed ");
    TlsClient.handshake(clients.getLast(), "TLSv1.3");
    startTls(HERE, RawClient.HEADER).expect("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    assertTrue(node.count("handshakes.waited") >= 1);
    TlsClient.handshake(clients.getLast(), "TLSv1.3");
    final String features = clients.getLast().send(RawClient.HEADER).expect("</stream:features>");
    assertEquals(features.indexOf("<stream:stream "), features.lastIndexOf("<stream:stream "));
  }

  @Test
  void shouldTellWhoWantsStartTlsThatThereIsNoRoom() throws Exception {
    handshakes(RARELY, 1, 300, TlsMode.STARTTLS_REQUIRED);
    startTls(HERE, "").expect("<proceed ");
    final String late = startTls(HERE, "").rest(); // its turn does not come in time
    assertTrue(late.contains("<resource-constraint "), late);
    assertFalse(late.contains("<proceed "), late);
    assertEquals(1, node.count("handshakes.refused"));
  }

  @Test
  void shouldForgetWhoLeavesBeforeItsTurn() throws Exception {
    handshakes(RARELY, 2, 20_000, TlsMode.TLS);
    TlsClient.handshake(crowd.connect(HERE), "TLSv1.3");
    crowd.connect(HERE);
    awaitWaiting(1);
    clients.getLast().close();
    awaitWaiting(0);
    assertEquals(0, node.count("handshakes.refused"));
  }

  @Test
  void shouldRefuseARegistrationThatFindsTheRoomFullAndLetTheClientGoOn() throws Exception {
    registrations(RARELY, 1, 20_000);
    change(HERE).expect("type='result'");
    change(HERE);
    TestNode.await(() -> node.count("registrations.waiting") == 1, () -> "one waits");
    final RawClient third = change(HERE);
    final String refused = third.expect("</iq>");
    assertTrue(refused.contains("<error type='wait'><resource-constraint "), refused);
    assertEquals(1, node.count("registrations.refused"));
    third.send("<iq type='get' id='g'><hello xmlns='" + TestHostType.GREETING + "'/></iq>");
    third.expect("type='result' id='g'"); // to ask what is needed costs nothing
    third.authenticate("user", "pencil");
  }

  @Test
  void shouldAnswerARegistrationWhenItsTurnHasCome() throws Exception {
    registrations(SOON, 10, 20_000);
    for (int i = 0; i < 3; i++) {
      change(HERE);
    }
    for (final RawClient client : clients) {
      client.expect("type='result'");
      client.authenticate("user", "pencil");
    }
    assertTrue(node.count("registrations.waited") >= 1);
  }

  @Test
  void shouldRefuseARegistrationAfterAWhile() throws Exception {
    registrations(RARELY, 10, 300);
    change(HERE).expect("type='result'");
    change(HERE).expect("<resource-constraint ");
    clients.getLast().authenticate("user", "pencil");
    assertEquals(0, node.count("registrations.waiting"));
  }

  private void handshakes(
      final double perSecond, final int places, final long waitMs, final TlsMode mode)
      throws Exception {
    start(
        new StrangerSettings(1e9, MANY, perSecond, 1e9),
        places,
        waitMs,
        TestNode.Plan.plain().encrypted(mode, folder));
  }

  private void registrations(final double perSecond, final int places, final long waitMs)
      throws Exception {
    start(new StrangerSettings(1e9, MANY, 1e9, perSecond), places, waitMs, TestNode.Plan.plain());
  }

  private void start(
      final StrangerSettings strangers,
      final int places,
      final long waitMs,
      final TestNode.Plan plan)
      throws Exception {
    final LoginSettings logins = new LoginSettings(1e9, 1e9, 64, places, waitMs, null, strangers);
    node = crowd.meet(plan, logins);
  }

  private RawClient startTls(final String from, final String behind) {
    return crowd.greet(from).send(STARTTLS + behind);
  }

  private RawClient change(final String from) {
    return crowd
        .greet(from)
        .send("<iq type='set' id='r'><hello xmlns='" + TestHostType.GREETING + "'/></iq>");
  }

  private void awaitWaiting(final long wanted) {
    TestNode.await(() -> node.count("handshakes.waiting") == wanted, () -> wanted + " wait");
  }
}
