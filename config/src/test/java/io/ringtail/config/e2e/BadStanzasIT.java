// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadStanzasIT extends BadStreams {
  @BeforeEach
  void login() {
    login(villain, "tybalt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<message><body>&foo;</body></message> | restricted-xml",
        "<message><!-- x --></message> | restricted-xml",
        "<message><?x ?></message> | restricted-xml",
        "<message><!DOCTYPE x></message> | restricted-xml",
        "<message></iq> | not-well-formed",
        "<message to='a' to='b'/> | not-well-formed",
        "<message><a:b/></message> | bad-namespace-prefix",
        "<sm xmlns='urn:xmpp:unknown'/> | unsupported-stanza-type",
        "<message from='romeo@localhost/chat' to='juliet@localhost/chat'/> | invalid-from"
      })
  void shouldEndTheStreamOfOneWhoSendsBadXml(final String sent, final String condition) {
    villain.say(sent);
    assertEndsWith(condition);
  }

  /** Overlong forms, half a surrogate pair, beyond U+10FFFF, a stray and a missing continuation. */
  @ParameterizedTest
  @ValueSource(strings = {"C080", "E08080", "EDA080", "F4908080", "FF", "80", "C3"})
  void shouldRefuseInvalidUtf8(final String hex) {
    villain.say("<message to='juliet@localhost/chat'><body>");
    villain.say(HexFormat.of().parseHex(hex)).say("</body></message>");
    assertEndsWith("unsupported-encoding");
  }

  @Test
  void shouldRefuseDeepNesting() {
    villain.trySay(("<message>" + "<a>".repeat(100_000)).getBytes(UTF_8));
    assertEndsWith("policy-violation");
  }

  @Test
  void shouldRefuseThousandsOfAttributes() {
    final StringBuilder message = new StringBuilder("<message");
    for (int i = 0; i < 5000; i++) {
      message.append(" a").append(i).append("=''");
    }
    villain.trySay(message.append("/>").toString().getBytes(UTF_8));
    assertEndsWith("policy-violation");
  }

  @Test
  void shouldRefuseAQueryForAMillionIds() {
    final StringBuilder query =
        new StringBuilder(
            "<iq type='set' id='q'><query xmlns='urn:xmpp:mam:2'><x xmlns='jabber:x:data'"
                + " type='submit'><field var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field>"
                + "<field var='ids'>");
    for (int i = 0; i < 1_000_000; i++) {
      query.append("<value>").append(Integer.toString(i + 32, 32)).append("</value>");
    }
    villain.trySay(query.append("</field></x></query></iq>").toString().getBytes(UTF_8));
    assertEndsWith("policy-violation");
  }

  @Test
  void shouldTakeAStanzaOneBytePerPacket() {
    final String ping =
        "<iq type='get' id='slow' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>";
    for (final byte each : ping.getBytes(UTF_8)) {
      villain.say(new byte[] {each});
    }
    assertTrue(villain.next().contains("id='slow'"));
  }

  @Test
  void shouldForgetHalfAStanzaOfOneWhoDisconnects() {
    final long before = sessionsClosed();
    villain.say("<message to='juliet@localhost/chat'><body>half").close();
    Await.until("the node sees it", () -> sessionsClosed() > before);
  }

  private static long sessionsClosed() {
    return node.control(control -> control.status().findPath("router.sessions_closed").asLong());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@localhost",
        "romeo@",
        "romeo@@localhost",
        "romeo@localhost/",
        "ro meo@localhost",
        "romeo@local host",
        "romeo@xn--\u00fc",
        "romeo@-localhost"
      })
  void shouldRefuseABadAddressAndGoOn(final String address) {
    villain.say("<message type='chat' id='m' to='" + address + "'><body>?</body></message>");
    final String refusal = villain.next();
    assertTrue(refusal.contains("<jid-malformed "), refusal);
    assertAnswersPing();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iq type='get' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
        "<iq type='get' id='1' to='localhost'/>",
        "<iq id='1' to='localhost'><ping xmlns='urn:xmpp:ping'/></iq>",
        "<iq type='get' id='1' to='localhost'><a xmlns='urn:a'/><b xmlns='urn:b'/></iq>",
        "<iq type='get' id='1' to='romeo@localhost/chat'><a xmlns='urn:a'/><b xmlns='urn:b'/></iq>"
      })
  void shouldRefuseABadRequestAndGoOn(final String request) {
    villain.say(request);
    final String refusal = villain.next();
    assertTrue(refusal.contains("<bad-request "), refusal);
    assertAnswersPing();
  }

  @Test
  void shouldNotBeDisturbedByWhatFollowsTheEndOfAStream() {
    villain.say("</stream:stream><message to='juliet@localhost/chat'><body>more</body></message>");
    assertNull(villain.next());
  }
}
