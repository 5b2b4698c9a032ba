// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.support.RawClient;
import io.ringtail.transport.support.TestNode;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  private static final String SASL = " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'";

  private TestNode node;
  private RawClient client;

  @BeforeEach
  void start() throws InterruptedException {
    node =
        new TestNode(TestNode.Plan.plain(), new FixedCredentials("user", "pencil", new byte[16]));
    client = new RawClient(node.address());
  }

  @AfterEach
  void stop() throws InterruptedException {
    client.close();
    node.close();
    assertEquals(0, node.errors().total(), node.errors().snapshot());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET / HTTP/1.1 | not-well-formed",
        "<?xml version='1.0'?><!DOCTYPE x> | restricted-xml",
        "<!-- hello --> | restricted-xml",
        "<?php ?> | restricted-xml",
        "<stream:stream xmlns='jabber:client' version='1.0' xmlns:stream='urn:x'>"
            + " | invalid-namespace",
        "<stream:stream xmlns='jabber:server' version='1.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'> | invalid-namespace",
        "<stream:stream xmlns='jabber:client' version='2.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'> | unsupported-version",
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"
            + " | unsupported-version",
        "<stream:stream to='nowhere.example' xmlns='jabber:client' version='1.0'"
            + " xmlns:stream='http://etherx.jabber.org/streams'> | host-unknown",
        "<iq type='get' id='1'/> | not-well-formed"
      })
  void shouldAnswerABadHeaderWithAHeaderAndAnError(final String sent, final String condition) {
    final String answer = client.send(sent).rest();
    assertTrue(answer.contains("<stream:stream from='example.org'"), answer);
    assertTrue(answer.contains("<" + condition + " xmlns="), answer);
    assertTrue(answer.endsWith("</stream:error></stream:stream>"), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<message><body>&foo;</body></message> | restricted-xml",
        "<message><!-- x --></message> | restricted-xml",
        "<message><?x ?></message> | restricted-xml",
        "<message></iq> | not-well-formed",
        "<message/>text | bad-format",
        "<x:message/> | bad-namespace-prefix",
        "<sm xmlns='urn:xmpp:unknown'/> | unsupported-stanza-type"
      })
  void shouldEndASessionThatSendsBadXml(final String sent, final String condition) {
    client.login("user", "phone");
    final String answer = client.send(sent).rest();
    assertTrue(answer.contains("<" + condition + " xmlns="), answer);
    assertTrue(answer.endsWith("</stream:stream>"), answer);
  }

  @Test
  void shouldRefuseInvalidUtf8() {
    client.login("user", "phone");
    client.send("<message><body>");
    client.send(new byte[] {(byte) 0xC0, (byte) 0x80});
    assertTrue(client.send("</body></message>").rest().contains("<unsupported-encoding "));
  }

  @Test
  void shouldRefuseAnElementThatNeverEndsWithBoundedMemory() {
    client.login("user", "phone");
    final byte[] flood = "x".repeat(1 << 16).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    client.send("<message><body>").send(flood).send(flood);
    assertTrue(client.rest().contains("<policy-violation "));
  }

  @Test
  void shouldRefuseDeepNesting() {
    client.login("user", "phone");
    assertTrue(client.send("<a>".repeat(10_000)).rest().contains("<policy-violation "));
  }

  @Test
  void shouldTakeAStanzaOneByteAtATime() {
    client.login("user", "phone");
    for (final byte b : "<iq type='get' id='slow'><ping xmlns='urn:xmpp:ping'/></iq>".getBytes()) {
      client.send(new byte[] {b});
    }
    assertTrue(client.expect("/>").contains("id='slow'"));
  }

  @Test
  void shouldRefuseAStanzaBeforeAuthentication() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    final String answer = client.send("<message to='a@example.org'><body/></message>").rest();
    assertTrue(answer.contains("<not-authorized xmlns="), answer);
  }

  @Test
  void shouldRefuseAStanzaBeforeBind() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.authenticate("user", "pencil").send(RawClient.HEADER).expect("</stream:features>");
    assertTrue(client.send("<presence/>").rest().contains("<not-authorized xmlns="));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN,!!!!,incorrect-encoding",
    "PLAIN,AHVzZXIAcGVuY2l,incorrect-encoding",
    "PLAIN,dXNlcg==,malformed-request",
    "PLAIN,=,malformed-request",
    "PLAIN,AHVzZXIAd3Jvbmc=,not-authorized",
    "PLAIN,b3RoZXJAZXhhbXBsZS5vcmcAdXNlcgBwZW5jaWw=,invalid-authzid",
    "DIGEST-MD5,=,invalid-mechanism",
    "SCRAM-SHA-1-PLUS,=,invalid-mechanism"
  })
  void shouldFailAnAuthenticationForItsReason(
      final String mechanism, final String text, final String condition) {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send("<auth" + SASL + " mechanism='" + mechanism + "'>" + text + "</auth>");
    assertTrue(client.expect("</failure>").contains("<" + condition + "/>"));
  }

  @Test
  void shouldCloseTheStreamAfterThreeFailures() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send(("<auth" + SASL + " mechanism='X'/>").repeat(3));
    final String rest = client.rest();
    assertEquals(3, rest.split("<invalid-mechanism/>", -1).length - 1, rest);
    assertTrue(rest.contains("<policy-violation "), rest);
  }

  @Test
  void shouldAnswerAbortWithAborted() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send("<auth" + SASL + " mechanism='SCRAM-SHA-1'/>").expect("<challenge");
    client.send("<abort" + SASL + "/>");
    assertTrue(client.expect("</failure>").contains("<aborted/>"));
  }

  @Test
  void shouldReplaceTheHandshakeUnderWayByASecondAuth() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send("<auth" + SASL + " mechanism='SCRAM-SHA-1'/>").expect("<challenge");
    client.authenticate("user", "pencil");
  }

  @Test
  void shouldNotTakeASecondAuthSentAtOnceForAStreamHeader() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    final String auth =
        "<auth"
            + SASL
            + " mechanism='PLAIN'>"
            + Base64.getEncoder().encodeToString("\0user\0pencil".getBytes())
            + "</auth>";
    final String rest = client.send(auth + auth).rest();
    assertTrue(rest.contains("<success"), rest);
    assertTrue(rest.contains("<stream:error>"), rest);
  }

  @Test
  void shouldTakeAStreamHeaderSentTogetherWithAuth() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.send(
        "<auth"
            + SASL
            + " mechanism='PLAIN'>"
            + Base64.getEncoder().encodeToString("\0user\0pencil".getBytes())
            + "</auth>"
            + RawClient.HEADER);
    assertTrue(client.expect("</stream:features>").contains("<bind "));
  }

  @Test
  void shouldCloseAStreamInOrderWhateverFollowsItsEnd() {
    client.login("user", "phone");
    final String rest = client.send("</stream:stream>\n<message/>more").rest();
    assertEquals("</stream:stream>", rest);
  }

  @Test
  void shouldTellTheRouterOfADisconnectInTheMiddleOfAStanza() {
    client.login("user", "phone");
    client.send("<message to='x'><bo").close();
    node.awaitLog("CLOSED user@example.org/phone");
  }

  @Test
  void shouldLetAClientTryAnotherResource() {
    client.send(RawClient.HEADER).expect("</stream:features>");
    client.authenticate("user", "pencil").send(RawClient.HEADER).expect("</stream:features>");
    client.send(
        "<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            + "<resource>forbidden</resource></bind></iq>");
    client.expect("<iq type='error' id='b1'/>");
    client.bind("phone");
  }
}
