// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import static io.ringtail.handlers.register.NetworkTest.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.auth.Passwords;
import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.spi.Options;
import io.ringtail.handlers.spi.PreAuthenticationHandler.Reply;
import io.ringtail.handlers.spi.PreAuthenticationHandler.Request;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.testkit.MemoryStores;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.StanzaType;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RegisterTest {
  private static final Jid PUCK = Jid.parse("puck@shakespeare.lit");

  private static TestNode node(final Map<String, Object> options) {
    final Map<String, Options> modules = new HashMap<>(HostTypes.defaults(HostTypes.discover()));
    modules.put("mod_register", new Options(options));
    return new TestNode(MemoryStores.create(), modules, "shakespeare.lit");
  }

  private static Reply register(
      final TestNode node, final String name, final String from, final boolean secured)
      throws UnknownHostException {
    final Element query = new Element("query", Register.NAMESPACE);
    query.child("username").text(name);
    query.child("password").text("midsummer");
    final var host = node.host("shakespeare.lit");
    return host.type()
        .preAuthentication("query", Register.NAMESPACE)
        .on(new Request(host, StanzaType.SET, query, address(from), secured, node.nowMs()));
  }

  @Test
  void shouldCreateTheAccountWithItsPassword() throws UnknownHostException {
    final TestNode node = node(Map.of());

    final Reply reply = register(node, "Puck", "192.0.2.1", true);

    assertNull(reply.error());
    assertEquals(PUCK, reply.created());
    final var account = node.stores().accounts().find(PUCK).orElseThrow();
    assertTrue(Passwords.verify(account.password(), "midsummer"));
  }

  @Test
  void shouldGreetANewAccountOnceWhenItIsFirstOnline() throws UnknownHostException {
    final TestNode node =
        node(
            Map.of(
                "welcome_message.subject", "Welcome", "welcome_message.body", "Mind the fairies"));
    register(node, "puck", "192.0.2.1", true);

    final TestSession first = node.login("puck@shakespeare.lit/wood");
    node.send(first, "<presence/>");
    final TestSession second = node.login("puck@shakespeare.lit/glade");
    node.send(second, "<presence/>");

    assertEquals(1, greetings(first));
    assertEquals(0, greetings(second));
  }

  private static int greetings(final TestSession session) {
    int count = 0;
    for (String next = session.poll(); next != null; next = session.poll()) {
      count += next.contains("Mind the fairies") ? 1 : 0;
    }
    return count;
  }

  @Test
  void shouldRefuseAddressesThatMayNotRegister() throws UnknownHostException {
    final TestNode node =
        node(Map.of("ip_access", List.of(Map.of("address", "192.0.2.0/24", "policy", "deny"))));

    assertEquals(
        Condition.FORBIDDEN, register(node, "puck", "192.0.2.1", true).error().condition());
    assertNull(register(node, "puck", "198.51.100.1", true).error());
  }

  @Test
  void shouldTakeNoPasswordInTheClearExceptFromTheSameMachine() throws UnknownHostException {
    final TestNode node = node(Map.of());

    assertEquals(
        Condition.NOT_ALLOWED, register(node, "puck", "192.0.2.1", false).error().condition());
    assertNull(register(node, "puck", "127.0.0.1", false).error());
  }

  @Test
  void shouldBeAnnouncedBeforeAuthenticationOnlyWhereItIsOn() {
    final TestNode off = new TestNode("shakespeare.lit");
    final TestNode on = node(Map.of());

    assertEquals(
        "<register xmlns='http://jabber.org/features/iq-register'/>",
        on.host("shakespeare.lit").type().streamFeatures(Phase.BEFORE_AUTHENTICATION));
    assertEquals(
        "", off.host("shakespeare.lit").type().streamFeatures(Phase.BEFORE_AUTHENTICATION));
    assertNull(off.host("shakespeare.lit").type().preAuthentication("query", Register.NAMESPACE));
  }

  @Test
  void shouldShowASuccessorNothingOfTheAccountRemovedBefore() {
    final TestNode node = node(Map.of());
    final TestSession first = node.login("puck@shakespeare.lit/wood");
    node.send(first, "<iq type='set' id='1'><vCard xmlns='vcard-temp'><FN>Puck</FN></vCard></iq>");
    node.send(
        first, "<iq type='set' id='2'><query xmlns='jabber:iq:register'><remove/></query></iq>");
    assertNotNull(first.closed());

    final TestSession second = node.login("puck@shakespeare.lit/wood");
    node.send(second, "<iq type='get' id='3'><vCard xmlns='vcard-temp'/></iq>");

    assertEquals(
        "<iq from='puck@shakespeare.lit' to='puck@shakespeare.lit/wood' id='3' type='result'>"
            + "<vCard xmlns='vcard-temp'/></iq>",
        second.poll());
  }
}
