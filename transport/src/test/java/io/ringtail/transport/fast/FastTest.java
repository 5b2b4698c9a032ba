// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.fast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.login.DeviceTokens;
import io.ringtail.handlers.login.FastToken;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.parser.Jid;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.LoginSettings;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.Sasl2Text;
import io.ringtail.transport.support.TestHostType;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TlsClient;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastTest {
  private static final Jid USER = Jid.parse("user@example.org");
  private static final String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  private static final String TABLET = "00000000-4d72-4749-b3d3-740edbf87770";
  private static final String NONE = "HT-SHA-256-NONE";
  private static final String END_POINT = "HT-SHA-256-ENDP";
  private static final byte[] NO_BINDING = {};

  @TempDir Path folder;
  private final Stores memory = MemoryStores.create();
  private final DisturbedTokens disturbed = new DisturbedTokens(memory.fastTokens());
  private TestNode node;
  private RawClient client;
  private byte[] certificateHash;
  private long account;

  @BeforeEach
  void start() throws Exception {
    node =
        new TestNode(
            TestNode.Plan.plain().encrypted(TlsMode.TLS, folder),
            new FixedCredentials("user", "pencil", new byte[16]),
            LoginSettings.OPEN,
            disturbed.in(memory));
    account =
        node.stores().accounts().create(USER, new StoredPassword.Plain("pencil")).get().number();
  }

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    node.close();
  }

  @Test
  void shouldOfferTheMechanismsThisConnectionHas() throws Exception {
    assertTrue(
        connect()
            .contains(
                "<fast xmlns='urn:xmpp:fast:0'><mechanism>HT-SHA-256-ENDP</mechanism>"
                    + "<mechanism>HT-SHA-256-NONE</mechanism></fast>"));
  }

  @Test
  void shouldLogInWithTheTokenAndProveThatItKnowsIt() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    final String success = logIn(NONE, PHONE, token, NO_BINDING, "");
    assertTrue(success.contains("<authorization-identifier>user@example.org<"), success);
    final String data = text(success, "<additional-data>", "</additional-data>");
    assertArrayEquals(
        Sasl2Text.proof(token, "Responder", NO_BINDING), Base64.getDecoder().decode(data));
    assertFalse(success.contains("<token"), success);
  }

  @Test
  void shouldBindTheTokenToTheServersCertificate() throws Exception {
    final String token = tokenFor(END_POINT, PHONE);
    connect();
    assertTrue(attempt(END_POINT, PHONE, token, certificateHash, "").contains("<success"));
    connect();
    assertRefused(attempt(END_POINT, PHONE, token, new byte[32], ""));
  }

  @Test
  void shouldRefuseATokenOfAnotherMechanismOrClient() throws Exception {
    final String token = tokenFor(END_POINT, PHONE);
    connect();
    assertRefused(attempt(NONE, PHONE, token, NO_BINDING, ""));
    assertRefused(attempt(END_POINT, TABLET, token, certificateHash, ""));
  }

  @Test
  void shouldRefuseATokenThatIsNotSaidToBeOne() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    connect();
    client.send(authenticate(NONE, PHONE, Sasl2Text.token("user", token), ""));
    assertTrue(client.expect("</failure>").contains("<invalid-mechanism"));
  }

  @Test
  void shouldKeepTheOldTokenUntilTheNewOneIsUsed() throws Exception {
    final String old = tokenFor(NONE, PHONE);
    logIn(NONE, PHONE, old, NO_BINDING, "");
    final String fresh = token(logIn(NONE, PHONE, old, NO_BINDING, requestToken(NONE)));
    assertNotEquals(old, fresh);
    logIn(NONE, PHONE, old, NO_BINDING, "");
    logIn(NONE, PHONE, fresh, NO_BINDING, "");
    connect();
    assertRefused(attempt(NONE, PHONE, old, NO_BINDING, ""));
  }

  @Test
  void shouldKeepAFirstTokenInUseThoughTheStoreNeverHeardOfItsUse() throws Exception {
    final String first = tokenFor(NONE, PHONE);
    logIn(NONE, PHONE, first, NO_BINDING, "");
    node.tokens().forget(USER); // as a restart does
    final String fresh = token(logIn(NONE, PHONE, first, NO_BINDING, requestToken(NONE)));
    node.tokens().forget(USER);
    logIn(NONE, PHONE, first, NO_BINDING, "");
    logIn(NONE, PHONE, fresh, NO_BINDING, "");
    node.tokens().forget(USER);
    connect();
    assertRefused(attempt(NONE, PHONE, first, NO_BINDING, ""));
  }

  @Test
  void shouldReplaceATokenThatEndsSoon() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    ends(System.currentTimeMillis() + TestHostType.ROTATE_BEFORE_MS / 2);
    assertTrue(
        logIn(NONE, PHONE, token, NO_BINDING, "").contains("<token xmlns='urn:xmpp:fast:0'"));
  }

  @Test
  void shouldTellThatATokenHasExpired() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    ends(System.currentTimeMillis() - 1);
    connect();
    assertTrue(attempt(NONE, PHONE, token, NO_BINDING, "").contains("<credentials-expired"));
  }

  @Test
  void shouldForgetATokenTheClientInvalidates() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    final String success = use(token, " invalidate='true'");
    assertTrue(success.contains("<success"), success);
    assertFalse(success.contains("<token"), success);
    connect();
    assertRefused(attempt(NONE, PHONE, token, NO_BINDING, ""));
  }

  @Test
  void shouldNotLogInByATokenThatCouldNotBeInvalidatedAsWanted() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    disturbed.beforeNextWrite(
        () -> {
          throw new StoreException(StoreException.Reason.UNAVAILABLE, "away", null);
        });
    final String answer = use(token, " invalidate='true'");
    assertTrue(answer.contains("<temporary-auth-failure"), answer);
    assertTrue(use(token, "").contains("<success"));
  }

  @Test
  void shouldEndAStreamWhoseTokenABugKeepsFromBeingMade() throws Exception {
    connect();
    disturbed.beforeNextWrite(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    client.send(
        authenticate("PLAIN", PHONE, Sasl2Text.plain("user", "pencil"), requestToken(NONE)));
    assertEquals("", client.rest());
    assertEquals(1, node.errors().total());
  }

  @Test
  void shouldRefuseACountThatIsNotAboveTheLastOne() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    assertTrue(use(token, " count='7'").contains("<success"));
    assertRefused(use(token, " count='7'"));
    assertRefused(use(token, " count='6'"));
    assertTrue(use(token, "").contains("<success")); // without early data none is needed
    assertTrue(use(token, " count='8'").contains("<success"));
  }

  @Test
  void shouldRefuseAnOldCountAfterARestartAndBesideANewToken() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    assertTrue(use(token, " count='1'").contains("<success"));
    node.tokens().forget(USER); // as a restart does
    assertRefused(use(token, " count='1'"));
    final String fresh = token(logIn(NONE, PHONE, token, NO_BINDING, requestToken(NONE)));
    node.tokens().forget(USER);
    assertRefused(use(token, " count='1'"));
    assertTrue(use(token, " count='2'").contains("<success"));
    assertTrue(use(fresh, " count='1'").contains("<success"));
    assertRefused(use(token, " count='3'"));
  }

  @Test
  void shouldRefuseACountThatIsNone() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    for (final String count : List.of("-1", "", "two", "2147483648")) {
      assertTrue(use(token, " count='" + count + "'").contains("<malformed-request"), count);
    }
  }

  @Test
  void shouldRefuseEveryTokenWhenThePasswordHasChanged() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    node.stores().accounts().changePassword(USER, new StoredPassword.Plain("another"));
    node.tokens().forget(USER);
    connect();
    assertRefused(attempt(NONE, PHONE, token, NO_BINDING, ""));
  }

  @Test
  void shouldStoreNothingThatLetsAReaderLogIn() throws Exception {
    final String token = tokenFor(NONE, PHONE);
    final FastToken stored = node.stores().fastTokens().load(account, PHONE).get().fresh();
    assertArrayEquals(
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)), stored.hash());
    assertEquals(16, stored.salt().length);
  }

  @Test
  void shouldRefuseMalformedProofs() throws Exception {
    connect();
    for (final String initial :
        List.of("", "AAAA", Base64.getEncoder().encodeToString(new byte[99]))) {
      client.send(authenticate(NONE, PHONE, initial, "<fast xmlns='urn:xmpp:fast:0'/>"));
      assertTrue(client.expect("</failure>").contains("<"));
    }
    assertTrue(client.rest().contains("<policy-violation"));
  }

  /** Moves the end of the phone's token. */
  private void ends(final long atMs) {
    final FastToken fresh = node.stores().fastTokens().load(account, PHONE).get().fresh();
    node.stores()
        .fastTokens()
        .store(
            PHONE,
            new DeviceTokens(
                account, new FastToken(fresh.mechanism(), fresh.salt(), fresh.hash(), atMs), null));
    node.tokens().forget(USER);
  }

  private String tokenFor(final String mechanism, final String agent) throws Exception {
    connect();
    final String plain = Sasl2Text.plain("user", "pencil");
    client.send(authenticate("PLAIN", agent, plain, requestToken(mechanism)));
    return token(client.expect("</success>"));
  }

  private String logIn(
      final String mechanism,
      final String agent,
      final String token,
      final byte[] binding,
      final String more)
      throws Exception {
    connect();
    final String answer = attempt(mechanism, agent, token, binding, more);
    assertTrue(answer.contains("<success"), answer);
    return answer;
  }

  private String attempt(
      final String mechanism,
      final String agent,
      final String token,
      final byte[] binding,
      final String more) {
    return answer(
        authenticate(
            mechanism,
            agent,
            Sasl2Text.token("user", token, binding),
            "<fast xmlns='urn:xmpp:fast:0'/>" + more));
  }

  /** On a connection of its own, with these attributes of {@code <fast/>}. */
  private String use(final String token, final String attributes) throws Exception {
    connect();
    final String fast = "<fast xmlns='urn:xmpp:fast:0'" + attributes + "/>";
    return answer(authenticate(NONE, PHONE, Sasl2Text.token("user", token), fast));
  }

  private String answer(final String authenticate) {
    client.send(authenticate);
    final String start = client.expect(" xmlns='urn:xmpp:sasl:2'>");
    return start + client.expect(start.contains("<success") ? "</success>" : "</failure>");
  }

  private String connect() throws Exception {
    if (client != null) {
      client.close();
    }
    client = new RawClient(node.address());
    final SSLSocket socket = TlsClient.handshake(client, "TLSv1.3");
    certificateHash =
        MessageDigest.getInstance("SHA-256")
            .digest(socket.getSession().getPeerCertificates()[0].getEncoded());
    return client.send(RawClient.HEADER).expect("</stream:features>");
  }

  private static void assertRefused(final String answer) {
    assertTrue(answer.contains("<not-authorized"), answer);
  }

  private static String requestToken(final String mechanism) {
    return "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + mechanism + "'/>";
  }

  private static String authenticate(
      final String mechanism, final String agent, final String initial, final String more) {
    return Sasl2Text.authenticate(mechanism, initial, Sasl2Text.agent(agent) + more);
  }

  private static String token(final String success) {
    return text(success, " token='", "'");
  }

  private static String text(final String all, final String before, final String after) {
    final int start = all.indexOf(before);
    assertTrue(start >= 0, all);
    return all.substring(start + before.length(), all.indexOf(after, start + before.length()));
  }
}
