// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.csi.ClientState;
import io.ringtail.handlers.node.InlineLogin;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import java.util.List;
import org.junit.jupiter.api.Test;

class Bind2Test {
  private static final String CARBONS = "urn:xmpp:carbons:2";

  private final TestNode node = new TestNode("capulet.lit");

  @Test
  void shouldTellEverythingInOneSuccessFollowedByTheFeatures() {
    final TestSession romeo = node.login("romeo@capulet.lit/App/x", login(bind()));
    final String answer = romeo.poll();
    assertTrue(
        answer.startsWith(
            "<success xmlns='urn:xmpp:sasl:2'><additional-data>dj0=</additional-data>"
                + "<authorization-identifier>romeo@capulet.lit/App/x</authorization-identifier><bound"
                + " xmlns='urn:xmpp:bind:0'><metadata xmlns='urn:xmpp:mam:2'/></bound></success>"
                + "<stream:features>"),
        answer);
    assertTrue(answer.endsWith("</stream:features>"), answer);
    assertNull(romeo.poll());
  }

  @Test
  void shouldEnableCarbonsBeforeAnyStanza() {
    final Element bind = bind();
    bind.child("enable", CARBONS);
    final TestSession tablet = node.login("romeo@capulet.lit/App/x", login(bind));
    tablet.poll();
    final TestSession phone = node.login("romeo@capulet.lit/phone");
    node.login("juliet@capulet.lit/balcony");
    node.send(
        phone,
        "<message to='juliet@capulet.lit/balcony' type='chat' id='m1'><body>O</body></message>");
    assertTrue(tablet.poll().contains("<sent xmlns='urn:xmpp:carbons:2'>"));
  }

  @Test
  void shouldBeginAsTheClientStateItIsTold() {
    final Element bind = bind();
    bind.child("inactive", ClientState.NAMESPACE);
    final TestSession romeo = node.login("romeo@capulet.lit/App/x", login(bind));
    romeo.poll();
    node.send(romeo, "<presence/>");
    assertNull(romeo.poll());
    node.send(romeo, "<active xmlns='urn:xmpp:csi:0'/>");
    assertTrue(romeo.poll().startsWith("<presence "));
  }

  @Test
  void shouldTellWhatCanBeAskedForInline() {
    assertEquals(
        List.of(CARBONS, ClientState.NAMESPACE, "urn:xmpp:mam:2", "urn:xmpp:sm:3"),
        node.host("capulet.lit").type().inlineFeatures().stream().sorted().toList());
  }

  @Test
  void shouldIgnoreWhatItDoesNotKnow() {
    final Element bind = bind();
    bind.child("enable", "urn:xmpp:nothing");
    final TestSession romeo = node.login("romeo@capulet.lit/App/x", login(bind));
    assertTrue(romeo.poll().contains("<bound xmlns='urn:xmpp:bind:0'><metadata "));
  }

  @Test
  void shouldReplaceTheDevicesGhost() {
    final TestSession ghost = node.login("romeo@capulet.lit/App/x", login(bind()));
    final TestSession romeo = node.login("romeo@capulet.lit/App/x", login(bind()));
    assertTrue(ghost.closed().contains("<conflict"));
    assertNotNull(romeo.jid());
  }

  @Test
  void shouldEndTheStreamWhenThereIsNoPlaceForAnotherSession() {
    for (int i = 0; i < 10; i++) {
      node.login("romeo@capulet.lit/" + i);
    }
    final TestSession romeo = node.login("romeo@capulet.lit/App/x", login(bind()));
    assertNull(romeo.jid());
    assertTrue(romeo.closed().contains("<resource-constraint"), romeo.closed());
  }

  @Test
  void shouldDeriveAResourceThatIsTheDevicesOwn() {
    final var juliet = io.ringtail.parser.Jid.parse("juliet@capulet.lit");
    final String agent = "d4565fa7-4d72-4749-b3d3-740edbf87770";
    final String resource = StableResource.of(juliet, agent, "App");
    assertEquals(resource, StableResource.of(juliet, agent, "App"));
    assertTrue(resource.matches("App/[A-Za-z0-9_-]{12}"), resource);
    assertTrue(!resource.equals(StableResource.of(juliet, agent.replace('d', 'e'), "App")));
    assertTrue(StableResource.of(juliet, agent, "").matches("[A-Za-z0-9_-]{12}"));
  }

  private static Element bind() {
    return new Element("bind", Bind2.NAMESPACE);
  }

  private static InlineLogin login(final Element bind) {
    return new InlineLogin("dj0=", null, bind, null, List.of());
  }
}
