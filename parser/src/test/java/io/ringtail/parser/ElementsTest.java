// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static io.ringtail.parser.Bytes.parse;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ElementsTest {
  @Test
  void shouldBuildATreeWithNamespacesResolved() {
    final StanzaView view =
        parse(
            "<iq type='set' id='1'><p:query xmlns:p='urn:q' p:a='1'><item xmlns=''/>"
                + "<p:item>a<![CDATA[<b]]>&gt;</p:item></p:query></iq>");
    final Element query = Elements.parse(view).first("query", "urn:q");
    assertEquals("1", query.attribute("p:a"));
    assertEquals("a<b>", query.textOf("item"));
    assertEquals(2, query.children().size());
    assertEquals("", query.children().get(0).namespace());
  }

  @Test
  void shouldBuildOneChild() {
    final StanzaView view = parse("<iq type='get' id='1'>x<a/><query xmlns='urn:q' n='v'/></iq>");
    assertEquals("<query xmlns='urn:q' n='v'/>", Elements.parse(view, 1).toString());
    assertEquals(Ns.CLIENT, Elements.parse(view, 0).namespace());
  }

  @Test
  void shouldGiveAChildOfANonzaItsParentsNamespace() {
    final StanzaView view =
        parse(
            "<authenticate"
                + " xmlns='urn:xmpp:sasl:2'><initial-response>x</initial-response></authenticate>");
    assertEquals("urn:xmpp:sasl:2", Elements.parse(view, 0).namespace());
  }

  @Test
  void shouldNormaliseLineEndsAndWhiteSpaceAsXmlAsks() {
    final Element element = Elements.parse(parse("<iq id='a\r\nb\tc&#10;d'>x\r\ny\rz&#13;</iq>"));
    assertEquals("a b c\nd", element.attribute("id"));
    assertEquals("x\ny\nz\r", element.text());
  }

  @Test
  void shouldWriteATreeThatReadsBackTheSame() {
    final Element written = new Element("iq", Ns.CLIENT).set("id", "<'&\"\t\n\r>");
    written.child("q", "urn:q").text("]]> \r\n \u0000 \ud83d\ude00").child("none", "");
    final ByteWriter out = new ByteWriter(64);
    written.write(out, Ns.CLIENT);
    final Element read = Elements.parse(parse(out.toString()));
    assertEquals(written.attribute("id"), read.attribute("id"));
    assertEquals("]]> \r\n \ufffd \ud83d\ude00", read.first("q", "urn:q").text());
    assertEquals("", read.first("q", "urn:q").children().get(0).namespace());
  }
}
