// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.disco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.spi.FeatureSetup.Phase;
import io.ringtail.handlers.testkit.TestNode;
import io.ringtail.handlers.testkit.TestSession;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class CapabilitiesTest {
  private static String hash(final String query) {
    return Capabilities.hash(Elements.parse(query.getBytes(StandardCharsets.UTF_8), 0));
  }

  @Test
  void shouldHashTheSimpleExampleOfTheSpecification() {
    assertEquals(
        "QgayPKawpkPSDYmwT/WM94uAlu0=",
        hash(
            "<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity category='client' name='Exodus 0.9.1' type='pc'/>"
                + "<feature var='http://jabber.org/protocol/muc'/>"
                + "<feature var='http://jabber.org/protocol/caps'/>"
                + "<feature var='http://jabber.org/protocol/disco#items'/>"
                + "<feature var='http://jabber.org/protocol/disco#info'/></query>"));
  }

  @Test
  void shouldHashTheComplexExampleOfTheSpecification() {
    assertEquals(
        "q07IKJEyjvHSyhy//CH0CxmKi8w=",
        hash(
            "<query xmlns='http://jabber.org/protocol/disco#info'>"
                + "<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
                + "<identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>"
                + "<feature var='http://jabber.org/protocol/caps'/>"
                + "<feature var='http://jabber.org/protocol/disco#info'/>"
                + "<feature var='http://jabber.org/protocol/disco#items'/>"
                + "<feature var='http://jabber.org/protocol/muc'/>"
                + "<x xmlns='jabber:x:data' type='result'>"
                + "<field var='FORM_TYPE' type='hidden'>"
                + "<value>urn:xmpp:dataforms:softwareinfo</value></field>"
                + "<field var='software_version'><value>0.11</value></field>"
                + "<field var='ip_version'><value>ipv6</value><value>ipv4</value></field>"
                + "<field var='os'><value>Mac</value></field>"
                + "<field var='os_version'><value>10.5.1</value></field>"
                + "<field var='software'><value>Psi</value></field></x></query>"));
  }

  @Test
  void shouldAnnounceTheHashOfWhatTheDomainAnswers() {
    final TestNode node = new TestNode("capulet.lit");
    final TestSession juliet = node.login("juliet@capulet.lit/balcony");
    final String markup =
        node.host("capulet.lit").type().streamFeatures(Phase.AFTER_AUTHENTICATION);
    final String ver = markup.replaceAll("(?s).*<c [^>]*ver='([^']*)'.*", "$1");

    node.send(
        juliet,
        "<iq type='get' id='1' to='capulet.lit'><query"
            + " xmlns='http://jabber.org/protocol/disco#info' node='urn:ringtail:server#"
            + ver
            + "'/></iq>");

    final String reply = juliet.poll();
    final Element iq = Elements.parse(reply.getBytes(StandardCharsets.UTF_8), 0);
    assertTrue(reply.contains("type='result'"), reply);
    assertEquals(ver, Capabilities.hash(iq.children().getFirst()));
  }
}
