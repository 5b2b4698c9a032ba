// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.Sasl2Text;
import io.ringtail.transport.support.TestNode;
import io.ringtail.transport.support.TlsClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sasl2Test {
  private static final String PASSWORD = "pencil";
  private static final String AGENT = "<user-agent id='D4565FA7-4d72-4749-b3d3-740edbf87770'/>";

  @TempDir Path folder;
  private TestNode node;
  private RawClient client;

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    node.close();
  }

  @Test
  void shouldOfferMechanismsAndInlineFeaturesOverTls() throws Exception {
    final String features = connect();
    assertTrue(features.contains("<authentication xmlns='urn:xmpp:sasl:2'><mechanism>"), features);
    assertTrue(
        features.contains(
            "<inline><bind xmlns='urn:xmpp:bind:0'><inline><feature var='urn:test:inline'/>"
                + "</inline></bind><fast "),
        features);
  }

  @Test
  void shouldNotOfferItBeforeTls() throws Exception {
    start(TlsMode.STARTTLS);
    client = new RawClient(node.address());
    final String features = client.send(RawClient.HEADER).expect("</stream:features>");
    assertFalse(features.contains("urn:xmpp:sasl:2"), features);
    client.send(authenticate(PASSWORD, ""));
    assertTrue(client.rest().contains("<unsupported-stanza-type"));
  }

  @Test
  void shouldOfferItWithoutTlsWhereTheOperatorAllowsPasswordsInTheClear() throws Exception {
    start(TlsMode.NONE);
    client = new RawClient(node.address());
    final String features = client.send(RawClient.HEADER).expect("</stream:features>");
    assertTrue(features.contains("<authentication xmlns='urn:xmpp:sasl:2'>"), features);
    client.send(authenticate(PASSWORD, ""));
    assertTrue(client.expect("</success>").startsWith("<success"));
  }

  @Test
  void shouldGoOnWithoutARestartAndBindAsBefore() throws Exception {
    connect();
    client.send(authenticate(PASSWORD, ""));
    assertEquals(
        "<success xmlns='urn:xmpp:sasl:2'><authorization-identifier>user@example.org"
            + "</authorization-identifier></success>",
        client.expect("</success>"));
    assertTrue(client.expect("</stream:features>").contains("<bind "));
    client.bind("phone");
    assertTrue(node.router().log().contains("BIND user@example.org/phone"));
  }

  @Test
  void shouldBindWithinTheAuthentication() throws Exception {
    connect();
    client.send(
        authenticate(PASSWORD, AGENT + "<bind xmlns='urn:xmpp:bind:0'><tag>App</tag></bind>"));
    final String first = client.expect("</success>");
    assertTrue(first.contains("<authorization-identifier>user@example.org/App/"), first);
    client.send("<iq type='get' id='q1'><x xmlns='urn:x'/></iq>");
    client.expect("id='q1'");
    client.close();

    client = new RawClient(node.address());
    TlsClient.handshake(client, "TLSv1.3");
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send(
        authenticate(PASSWORD, AGENT + "<bind xmlns='urn:xmpp:bind:0'><tag>App</tag></bind>"));
    assertEquals(first, client.expect("</success>"), "a device keeps its resource");
  }

  @Test
  void shouldSayWhyItFailedAndTakeAnotherTry() throws Exception {
    connect();
    client.send(authenticate("wrong", "<bind xmlns='urn:xmpp:bind:0'/>"));
    assertEquals(
        "<failure xmlns='urn:xmpp:sasl:2'><not-authorized"
            + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/></failure>",
        client.expect("</failure>"));
    client.send(authenticate(PASSWORD, ""));
    client.expect("</success>");
  }

  @Test
  void shouldGiveUpAfterTheThirdFailure() throws Exception {
    connect();
    for (int i = 0; i < 3; i++) {
      client.send(authenticate("wrong", "")).expect("</failure>");
    }
    assertTrue(client.rest().contains("<policy-violation"));
  }

  @Test
  void shouldTakeNothingElseWhileTheExchangeIsUnderWay() throws Exception {
    connect();
    client.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'/>");
    client.expect("<challenge xmlns='urn:xmpp:sasl:2'></challenge>");
    client.send("<iq type='get' id='q1'><query xmlns='jabber:iq:register'/></iq>");
    assertTrue(client.rest().contains("<policy-violation"));
  }

  @Test
  void shouldForgetTheExchangeThatTheClientAborts() throws Exception {
    connect();
    client.send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='SCRAM-SHA-1'/>");
    client.expect("</challenge>");
    client.send("<abort xmlns='urn:xmpp:sasl:2'><text>later</text></abort>");
    assertTrue(client.expect("</failure>").contains("<aborted "));
    client.send(authenticate(PASSWORD, "")).expect("</success>");
  }

  @Test
  void shouldEndTheStreamAtASecondAuthentication() throws Exception {
    connect();
    client.send(authenticate(PASSWORD, "")).expect("</stream:features>");
    client.send(authenticate(PASSWORD, ""));
    assertTrue(client.rest().contains("<stream:error>"));
  }

  private String connect() throws Exception {
    start(TlsMode.TLS);
    client = new RawClient(node.address());
    TlsClient.handshake(client, "TLSv1.3");
    return client.send(RawClient.HEADER).expect("</stream:features>");
  }

  private void start(final TlsMode mode) throws Exception {
    final TestNode.Plan plain = TestNode.Plan.plain();
    final TestNode.Plan plan = mode == TlsMode.NONE ? plain : plain.encrypted(mode, folder);
    node = new TestNode(plan, new FixedCredentials("user", PASSWORD, new byte[16]));
  }

  private static String authenticate(final String password, final String more) {
    return Sasl2Text.authenticate("PLAIN", Sasl2Text.plain("user", password), more);
  }
}
