// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static io.ringtail.parser.Bytes.child;
import static io.ringtail.parser.Bytes.cut;
import static io.ringtail.parser.Bytes.parse;
import static io.ringtail.parser.Bytes.text;
import static io.ringtail.parser.Bytes.utf8;
import static io.ringtail.parser.Bytes.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StanzaParserTest {
  @Test
  void shouldIndexKindTypeAddressesAndChildren() {
    final StanzaView view =
        parse(
            "<message to='b@x' from=\"a@x/r\" id='7' type='chat'"
                + " xml:lang='de'><body>h\u00e4</body><x xmlns='urn:x'><y/></x>\n"
                + "<z:e xmlns:z='urn:z'/></message>");
    assertEquals(StanzaKind.MESSAGE, view.kind());
    assertEquals(StanzaType.CHAT, view.type());
    assertEquals("message", view.name());
    assertEquals(Ns.CLIENT, view.namespace());
    assertEquals("b@x", value(view, view.to()));
    assertEquals("a@x/r", value(view, view.from()));
    assertEquals(" from=\"a@x/r\"", cut(view, view.from()));
    assertEquals("7", view.text(view.id()));
    assertEquals("de", view.text(view.lang()));
    assertEquals(3, view.childCount());
    assertEquals("<body>h\u00e4</body>", child(view, 0));
    assertEquals("<x xmlns='urn:x'><y/></x>", child(view, 1));
    assertEquals("<z:e xmlns:z='urn:z'/>", child(view, 2));
    assertEquals("e", view.childName(2));
    assertEquals("urn:z", view.childNamespace(2));
    assertEquals("</message>", text(view.buffer(), view.contentEnd(), view.end()));
    assertFalse(view.isSelfClosed());
  }

  @Test
  void shouldShowTheCallersOwnBytesWhenTheyAreCanonical() {
    final byte[] bytes = utf8("..<iq type='get' id='1'><q xmlns='urn:q'/></iq>..");
    final StanzaView view = new StanzaView();
    final StanzaParser parser = new StanzaParser(Limits.defaults());
    for (int i = 0; i < 3; i++) {
      assertNull(parser.parse(bytes, 2, bytes.length - 2, view));
      assertSame(bytes, view.buffer());
      assertEquals(2, view.start());
      assertEquals(bytes.length - 2, view.end());
      assertEquals("<q xmlns='urn:q'/>", child(view, 0));
    }
  }

  @Test
  void shouldIndexSelfClosedStanzas() {
    final StanzaView view = parse("<presence\n to = 'a@b' />");
    assertTrue(view.isSelfClosed());
    assertEquals(view.end(), view.tagEnd());
    assertEquals(view.end(), view.contentEnd());
    assertEquals("\n to = 'a@b'", cut(view, view.to()));
    assertEquals(StanzaType.AVAILABLE, view.type());
  }

  @ParameterizedTest
  @CsvSource({
    "<message/>, NORMAL",
    "<message type='chat'/>, CHAT",
    "<message type='groupchat'/>, GROUPCHAT",
    "<message type='headline'/>, HEADLINE",
    "<message type='error'/>, ERROR",
    "<message type='nonsense'/>, NORMAL",
    "<message type='get'/>, NORMAL",
    "<message type='ch&#97;t'/>, CHAT",
    "<presence/>, AVAILABLE",
    "<presence type='unavailable'/>, UNAVAILABLE",
    "<presence type='probe'/>, PROBE",
    "<presence type='subscribed'/>, SUBSCRIBED",
    "<presence type='available'/>, INVALID",
    "<presence type=''/>, INVALID",
    "<iq/>, INVALID",
    "<iq type='get'/>, GET",
    "<iq type='chat'/>, INVALID",
    "<r xmlns='urn:xmpp:sm:3'/>, INVALID"
  })
  void shouldGiveEveryKindTheTypesOfRfc6121(final String stanza, final StanzaType type) {
    assertEquals(type, parse(stanza).type());
  }

  @Test
  void shouldNotTakePrefixedAttributesForAddresses() {
    final StanzaView view = parse("<message f:to='a@b' xmlns:f='urn:f' id='1'/>");
    assertFalse(view.to().isPresent());
    assertEquals("<message id='1'/>", text(view));
  }

  @Test
  void shouldIndexNegotiationElementsAsTheyAre() {
    final String auth = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='X'>AA==</auth>";
    final StanzaView view = parse(auth);
    assertEquals(StanzaKind.NONZA, view.kind());
    assertEquals("auth", view.name());
    assertEquals(Ns.SASL, view.namespace());
    assertEquals(auth, text(view));
  }

  @Test
  void shouldCutTheDeclarationOfTheContentNamespace() {
    final StanzaView view =
        parse("<message id='1' xmlns='jabber:client' to='a@b'><body>x</body></message>");
    assertEquals("<message id='1' to='a@b'><body>x</body></message>", text(view));
    assertEquals("a@b", value(view, view.to()));
    assertEquals("1", value(view, view.id()));
    assertEquals("<body>x</body>", child(view, 0));
    assertEquals("</message>", text(view.buffer(), view.contentEnd(), view.end()));
  }

  @Test
  void shouldCutTheDeclarationFromSelfClosedStanzas() {
    final StanzaView view = parse("<presence xmlns='jabber:client'/>");
    assertEquals("<presence/>", text(view));
    assertEquals(view.end(), view.tagEnd());
    assertTrue(view.isSelfClosed());
  }

  @Test
  void shouldRewriteStanzasWithAPrefixOfTheirOwn() {
    final StanzaView view =
        parse("<c:message xmlns:c='jabber:client' to='a@b'><c:body>&lt;</c:body></c:message>");
    assertEquals("<message to='a@b'><body>&lt;</body></message>", text(view));
    assertEquals(StanzaKind.MESSAGE, view.kind());
    assertEquals("a@b", value(view, view.to()));
  }

  @Test
  void shouldMoveDeclarationsOfTheStanzaTagToWhereTheyAreUsed() {
    final StanzaView view =
        parse("<message xmlns:p='urn:p'><p:a p:k='v'><b/></p:a><c xmlns='urn:c'/></message>");
    assertEquals(
        "<message><a xmlns='urn:p' xmlns:p='urn:p' p:k='v'><b xmlns='jabber:client'/></a>"
            + "<c xmlns='urn:c'/></message>",
        text(view));
  }

  @Test
  void shouldRewriteChildrenThatNameTheContentNamespace() {
    assertEquals(
        "<message><body>x</body></message>",
        text(parse("<message><body xmlns='jabber:client'>x</body></message>")));
    assertEquals(
        "<message><body>x</body></message>",
        text(parse("<message><p:body xmlns:p='jabber:client'>x</p:body></message>")));
  }

  @Test
  void shouldLeaveTheContentNamespaceAloneInsideForwardedStanzas() {
    final String stanza =
        "<message><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client'/>"
            + "</forwarded></message>";
    assertEquals(stanza, text(parse(stanza)));
  }

  @Test
  void shouldResolveThePrefixOfTheStreamItselfWhenUsedInsideAStanza() {
    assertEquals(
        "<message><x xmlns='urn:x'><e xmlns='http://etherx.jabber.org/streams'/></x></message>",
        text(parse("<message><x xmlns='urn:x'><stream:e/></x></message>")));
  }

  @Test
  void shouldKeepWhiteSpaceThatWasWrittenAsReferenceWhenRewriting() {
    assertEquals(
        "<message id='a&#10;b&#9;c'><body>&#13;</body></message>",
        text(
            parse(
                "<message xmlns:u='urn:u' id='a&#xA;b&#x9;c'><body><![CDATA[]]>&#13;</body>"
                    + "</message>")));
  }

  @Test
  void shouldTakeAnotherDefaultNamespaceForANonza() {
    final StanzaView view = parse("<message xmlns='jabber:server'/>");
    assertEquals(StanzaKind.NONZA, view.kind());
    assertEquals(Ns.SERVER, view.namespace());
  }

  @Test
  void shouldReadServerStanzasAsClientStanzas() {
    final StanzaView view =
        parse("<message xmlns='jabber:server'><body>x</body></message>", Ns.SERVER);
    assertEquals(StanzaKind.MESSAGE, view.kind());
    assertEquals("<message><body>x</body></message>", text(view));
    assertEquals(Ns.CLIENT, view.childNamespace(0));
  }

  @Test
  void shouldKnowTheDialbackPrefixOnServerStreamsOnly() {
    final StanzaView view = parse("<db:result from='a' to='b'>key</db:result>", Ns.SERVER);
    assertEquals(Ns.DIALBACK, view.namespace());
    assertEquals(XmlFault.BAD_PREFIX, Bytes.faultOf("<db:result from='a' to='b'>key</db:result>"));
  }

  @Test
  void shouldRefuseStanzasThatGrowTooBigWhenRewritten() {
    final String uri = "urn:" + "u".repeat(1_000);
    assertEquals(
        XmlFault.STANZA_TOO_BIG,
        Bytes.faultOf("<message xmlns:p='" + uri + "'>" + "<p:a/>".repeat(1_000) + "</message>"));
  }

  @Test
  void shouldGoOnAfterAFaultWithAFreshReader() {
    final StanzaParser parser = new StanzaParser(Limits.defaults());
    final StanzaView view = new StanzaView();
    final byte[] bad = utf8("<message><body></message>");
    final byte[] good = utf8("<message><body>x</body></message>");
    assertNull(parser.parse(good, 0, good.length, view));
    assertEquals(XmlFault.NOT_WELL_FORMED, parser.parse(bad, 0, bad.length, view));
    assertNull(parser.parse(good, 0, good.length, view));
    assertEquals("<body>x</body>", child(view, 0));
    assertEquals(2, parser.readersMade());
  }

  @Test
  void shouldKeepAViewOfRewrittenBytesApartFromTheCallersBuffer() {
    final byte[] bytes = utf8("<iq type='get' xmlns='jabber:client'/>");
    final StanzaView view = new StanzaView();
    assertNull(new StanzaParser(Limits.defaults()).parse(bytes, 0, bytes.length, view));
    assertNotSame(bytes, view.buffer());
    assertEquals(StanzaType.GET, view.type());
  }
}
