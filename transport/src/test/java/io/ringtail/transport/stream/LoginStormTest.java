// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static io.ringtail.transport.support.Crowd.HERE;
import static io.ringtail.transport.support.Crowd.RARELY;
import static io.ringtail.transport.support.Crowd.THERE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.ring.Threading;
import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.StrangerSettings;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.support.Crowd;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.Sasl2Text;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TlsClient;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginStormTest {
  private static final String INITIAL = Sasl2Text.plain("user", "pencil");
  private static final String AUTH =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + INITIAL + "</auth>";
  private static final String SUCCESS = "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>";

  @TempDir Path folder;
  private final Crowd crowd = new Crowd();
  private final List<RawClient> clients = crowd.clients();
  private TestNode node;

  @AfterEach
  void stop() throws InterruptedException {
    crowd.close();
  }

  @Test
  void shouldLogEverybodyInAtTheNodesPace() throws Exception {
    start(logins(50, 100, 20_000), TestNode.Plan.plain());
    final long fromNs = System.nanoTime();
    for (int i = 0; i < 25; i++) {
      ask(HERE);
    }
    for (final RawClient client : clients) {
      client.expect(SUCCESS);
    }
    final long tookMs = (System.nanoTime() - fromNs) / 1_000_000;
    assertTrue(tookMs > 400, () -> "25 logins at 50 a second took " + tookMs + " ms");
    assertEquals(25, count("admitted"));
    assertEquals(0, count("waiting"));
    assertTrue(count("waited") >= 20, () -> "most had to wait, not " + count("waited"));
  }

  @Test
  void shouldLetAnAddressWithOneLoginPassAnAddressWithMany() throws Exception {
    start(logins(20, 100, 20_000), TestNode.Plan.plain());
    for (int i = 0; i < 40; i++) {
      ask(HERE);
    }
    ask(THERE).expect(SUCCESS);
    assertTrue(count("waiting") > 10, () -> "only " + count("waiting") + " still waited");
  }

  @Test
  void shouldBeFairOnEachLoopWhereThereAreSeveral() throws Exception {
    start(logins(20, 100, 20_000), TestNode.Plan.plain().with(Threading.DEDICATED, 2));
    for (int i = 0; i < 40; i++) {
      ask(HERE);
    }
    ask(THERE).expect(SUCCESS);
    assertTrue(count("waiting") > 10, () -> "only " + count("waiting") + " still waited");
  }

  @Test
  void shouldTurnAwayWhoFindsTheRoomFullOfHisOwn() throws Exception {
    start(logins(RARELY, 2, 20_000), TestNode.Plan.plain());
    fill(2);
    final String answer = ask(HERE).rest();
    assertTrue(
        answer.matches(
            "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><temporary-auth-failure/>"
                + "<text xml:lang='en'>too many logins at once; come back in \\d+ seconds</text>"
                + "</failure><stream:error>"
                + "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                + "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams' xml:lang='en'>"
                + "too many logins at once; come back in \\d+ seconds</text>"
                + "</stream:error></stream:stream>"),
        answer);
    assertEquals(1, count("refused"));
    assertEquals(2, count("waiting"));
  }

  @Test
  void shouldMakeRoomForAStrangerAtTheExpenseOfTheCrowd() throws Exception {
    start(logins(RARELY, 2, 20_000), TestNode.Plan.plain());
    fill(2);
    ask(THERE);
    final String answer = clients.get(2).rest();
    assertTrue(answer.contains("<temporary-auth-failure/>"), answer);
    assertEquals(2, count("waiting"));
  }

  @Test
  void shouldSendThoseTurnedAwayToTheOtherHost() throws Exception {
    start(
        new LoginSettings(
            RARELY, 1e9, 64, 1, 20_000, "other.example.org:5222", StrangerSettings.OPEN),
        TestNode.Plan.plain());
    fill(1);
    final String answer = ask(HERE).rest();
    assertTrue(
        answer.contains(
            "</failure><stream:error>"
                + "<see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>"
                + "other.example.org:5222</see-other-host>"),
        answer);
  }

  @Test
  void shouldRefuseInTheWordsOfSasl2() throws Exception {
    start(logins(RARELY, 1, 20_000), encrypted());
    askEncrypted("");
    askEncrypted("");
    awaitWaiting(1);
    askEncrypted("");
    final String answer = clients.getLast().rest();
    assertTrue(
        answer.startsWith(
            "<failure xmlns='urn:xmpp:sasl:2'>"
                + "<temporary-auth-failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"
                + "<text>too many logins at once; come back in "),
        answer);
  }

  @Test
  void shouldLetTokensPassPasswordsThatWait() throws Exception {
    start(logins(RARELY, 1, 20_000), encrypted());
    askEncrypted("");
    askEncrypted("");
    awaitWaiting(1);
    final String hash =
        Base64.getEncoder().encodeToString(("user\0" + "x".repeat(32)).getBytes(UTF_8));
    final String agent = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";
    connectEncrypted()
        .send(
            Sasl2Text.authenticate(
                "HT-SHA-256-NONE", hash, agent + "<fast xmlns='urn:xmpp:fast:0'/>"))
        .expect("<not-authorized"); // the token is wrong, but it was looked at
  }

  @Test
  void shouldEndTheWaitAfterAWhile() throws Exception {
    start(logins(RARELY, 2, 300), TestNode.Plan.plain());
    fill(1);
    final String answer = clients.getLast().rest();
    assertTrue(answer.contains("<temporary-auth-failure/>"), answer);
    assertEquals(0, count("waiting"));
    assertEquals(1, count("refused"));
  }

  @Test
  void shouldForgetAClientThatLeavesWhileItWaits() throws Exception {
    start(logins(RARELY, 2, 20_000), TestNode.Plan.plain());
    fill(2);
    clients.get(1).close();
    awaitWaiting(1);
    ask(HERE);
    awaitWaiting(2);
    assertEquals(0, count("refused"));
  }

  @Test
  void shouldForgetAClientThatEndsItsStreamWhileItWaits() throws Exception {
    start(logins(20, 20, 20_000), TestNode.Plan.plain());
    for (int i = 0; i < 10; i++) {
      ask(HERE);
    }
    ask(HERE).send("</stream:stream>");
    clients.getLast().socket().shutdownOutput();
    TestNode.await(() -> count("waiting") == 0, () -> "an empty room");
    assertEquals(10, clients.size() - 1);
  }

  @Test
  void shouldCloseThoseWhoWaitWhenTheNodeStops() throws Exception {
    start(logins(RARELY, 2, 20_000), TestNode.Plan.plain());
    fill(1);
    node.close();
    assertTrue(clients.getLast().rest().contains("<system-shutdown"));
  }

  private static LoginSettings logins(final double perSecond, final int places, final long waitMs) {
    return new LoginSettings(perSecond, 1e9, 64, places, waitMs, null, StrangerSettings.OPEN);
  }

  private void start(final LoginSettings logins, final TestNode.Plan plan) throws Exception {
    node = crowd.meet(plan, logins);
  }

  private TestNode.Plan encrypted() {
    return TestNode.Plan.plain().encrypted(TlsMode.TLS, folder);
  }

  /** One logs in, and so many wait. */
  private void fill(final int waiting) {
    ask(HERE).expect(SUCCESS);
    for (int i = 0; i < waiting; i++) {
      ask(HERE);
      awaitWaiting(i + 1);
    }
  }

  private RawClient ask(final String from) {
    return crowd.greet(from).send(AUTH);
  }

  private void askEncrypted(final String more) throws Exception {
    connectEncrypted().send(authenticate("PLAIN", more));
  }

  private RawClient connectEncrypted() throws Exception {
    final RawClient client = crowd.connect(HERE);
    TlsClient.handshake(client, "TLSv1.3");
    client.send(RawClient.HEADER).expect("</stream:features>");
    return client;
  }

  private static String authenticate(final String mechanism, final String more) {
    return Sasl2Text.authenticate(mechanism, INITIAL, more);
  }

  private void awaitWaiting(final long wanted) {
    TestNode.await(() -> count("waiting") == wanted, () -> wanted + ", not " + count("waiting"));
  }

  private long count(final String what) {
    return node.count("logins." + what);
  }
}
