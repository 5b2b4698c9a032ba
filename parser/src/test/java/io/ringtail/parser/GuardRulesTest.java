// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static io.ringtail.parser.Bytes.faultOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Aalto lets through and other parsers do not, one section per rule. */
class GuardRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C080",
        "C0BC",
        "E080BC",
        "F08080BC",
        "EDA080",
        "F4908080",
        "80",
        "FF",
        "C3",
        "E282"
      })
  void shouldRefuseBytesThatAreNotStrictUtf8ByRule1(final String hex) {
    final byte[] bad = java.util.HexFormat.of().parseHex(hex);
    final ByteWriter stanza = new ByteWriter(64).raw("<message><body>").put(bad);
    assertEquals(XmlFault.BAD_UTF8, faultOf(stanza.raw("</body></message>").toByteArray()));
  }

  @Test
  void shouldRefuseCommentsByRule2() {
    assertEquals(XmlFault.COMMENT, faultOf("<message><!-- x --></message>"));
  }

  @Test
  void shouldRefuseProcessingInstructionsByRule2() {
    assertEquals(XmlFault.PROCESSING_INSTRUCTION, faultOf("<message><?x y?></message>"));
  }

  @Test
  void shouldRefuseCommentsBeforeTheStanzaByRule2() {
    assertEquals(XmlFault.COMMENT, faultOf("<!-- x --><message/>"));
  }

  @Test
  void shouldRefuseUndefinedEntitiesInTextByRule3() {
    assertEquals(XmlFault.ENTITY, faultOf("<message><body>&foo;</body></message>"));
  }

  @Test
  void shouldRefuseUndefinedEntitiesInAttributesByRule3() {
    assertNotNull(faultOf("<message id='&foo;'/>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&lt;&gt;&amp;&apos;&quot;", "&#x1F600;", "&#9;&#10;&#13;"})
  void shouldAcceptPredefinedEntitiesAndCharacterReferencesByRule3(final String text) {
    assertNull(faultOf("<message id='" + text + "'><body>" + text + "</body></message>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"&#0;", "&#x1F;", "&#xFFFF;", "&#xD800;", "&#x110000;", "&#;", "&#x;"})
  void shouldRefuseReferencesToCharactersThatXmlForbidsByRule3(final String reference) {
    assertNotNull(faultOf("<message><body>" + reference + "</body></message>"));
    assertNotNull(faultOf("<message id='" + reference + "'/>"));
  }

  @Test
  void shouldRefuseDocumentTypesByRule4() {
    assertNotNull(faultOf("<!DOCTYPE a [<!ENTITY b 'c'>]><message/>"));
    assertNotNull(faultOf("<message><!DOCTYPE a></message>"));
  }

  @Test
  void shouldRefuseUndeclaringAPrefixByRule5() {
    assertEquals(XmlFault.BAD_NAMESPACE_DECLARATION, faultOf("<message><x xmlns:p=''/></message>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xmlns:p='http://www.w3.org/2000/xmlns/'",
        "xmlns='http://www.w3.org/2000/xmlns/'",
        "xmlns='http://www.w3.org/XML/1998/namespace'",
        "xmlns:p='http://www.w3.org/XML/1998/namespace'",
        "xmlns:xml='urn:x'",
        "xmlns:xmlns='urn:x'"
      })
  void shouldRefuseDeclarationsOfReservedNamesByRule5(final String declaration) {
    assertNotNull(faultOf("<message><x " + declaration + "/></message>"));
  }

  @Test
  void shouldTurnUncheckedErrorsIntoFaultsByRule6() {
    assertEquals(XmlFault.NOT_WELL_FORMED, faultOf("<message><body>a ]]> b</body></message>"));
  }

  @Test
  void shouldReplaceTheReaderBeforeItsNameTableGrowsLargeByRule7() {
    final StanzaParser parser = new StanzaParser(Limits.defaults());
    final StanzaView view = new StanzaView();
    for (int i = 0; i < 3 * XmlReader.MAX_NEW_NAMES; i++) {
      final byte[] stanza =
          ("<message><x xmlns:p" + i + "='urn:x'/></message>").getBytes(StandardCharsets.UTF_8);
      assertNull(parser.parse(stanza, 0, stanza.length, view));
    }
    assertTrue(parser.readersMade() >= 3, () -> "readers made: " + parser.readersMade());
  }

  @Test
  void shouldKeepTheReaderWhileNamesRepeatByRule7() {
    final StanzaParser parser = new StanzaParser(Limits.defaults());
    final StanzaView view = new StanzaView();
    final byte[] stanza =
        "<message to='a@b' id='1' type='chat'><body>x</body></message>"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3 * XmlReader.MAX_NEW_NAMES; i++) {
      assertNull(parser.parse(stanza, 0, stanza.length, view));
    }
    assertEquals(1, parser.readersMade());
  }

  @Test
  void shouldRefuseTooDeepStanzasByRule8() {
    assertNull(faultOf("<iq>" + "<a>".repeat(63) + "</a>".repeat(63) + "</iq>"));
    assertEquals(
        XmlFault.TOO_DEEP, faultOf("<iq>" + "<a>".repeat(64) + "</a>".repeat(64) + "</iq>"));
  }

  @Test
  void shouldRefuseTooManyAttributesByRule8() {
    assertNull(faultOf("<iq><x" + attributes(64) + "/></iq>"));
    assertEquals(XmlFault.TOO_MANY_ATTRIBUTES, faultOf("<iq><x" + attributes(65) + "/></iq>"));
  }

  @Test
  void shouldRefuseTooBigStanzasByRule8() {
    assertEquals(XmlFault.STANZA_TOO_BIG, faultOf("<message>" + " ".repeat(65_536) + "</message>"));
  }

  @Test
  void shouldRefuseTooManyChildrenByRule8() {
    assertNull(faultOf("<message>" + "<a/>".repeat(1_024) + "</message>"));
    assertEquals(
        XmlFault.TOO_MANY_CHILDREN, faultOf("<message>" + "<a/>".repeat(1_025) + "</message>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x<message/>",
        "<message/>x",
        "<message/><message/>",
        "<message/><",
        "<message/>&"
      })
  void shouldRefuseAnythingBesideTheStanzaByRule9(final String bytes) {
    assertNotNull(faultOf(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<message",
        "<message>",
        "<message/",
        "<message><body></message>",
        "</stream:stream>",
        "",
        "<message></messag>",
        "<message a='1' a='2'/>",
        "<message a=b/>",
        "<message a='1'b='2'/>",
        "<message a='<'/>",
        "<a:b:c/>",
        "<message>\u0001</message>",
        "<message>\uFFFE</message>",
        "<message><x xmlns:a='u' xmlns:b='u' a:c='1' b:c='2'/></message>"
      })
  void shouldRefuseWhatIsNotOneWellFormedElement(final String bytes) {
    assertNotNull(faultOf(bytes));
  }

  // Beyond the nine rules: found by comparing with another parser
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<iq>\u20aca long text, mar,&foo;kup</iq>",
        "<iq><y>]]></y></iq>",
        "<iq xmlns:='jabber:client'/>",
        "<iq><x xmlns:p='u' xmlns:='v'/></iq>",
        "<iq></\0iq>",
        "<iq xmlns:8a='u'/>",
        "<iq><a:8 xmlns:a='u'/></iq>",
        "<iq xmlns:a='u' a:-b='u'/>",
        "<iq><a: xmlns:a='u'/></iq>",
        "<iq><8/></iq>",
        "<\0iq></iq>"
      })
  void shouldRefuseWhatAaltoOverlooks(final String bytes) {
    assertNotNull(faultOf(bytes));
  }

  @Test
  void shouldTreatPrefixesOfTheStreamHeaderAsUndeclared() {
    assertEquals(XmlFault.BAD_PREFIX, faultOf("<message><foo:x/></message>"));
    assertEquals(XmlFault.BAD_PREFIX, faultOf("<message><x foo:y='1'/></message>"));
  }

  private static String attributes(final int count) {
    final StringBuilder out = new StringBuilder();
    for (int i = 0; i < count; i++) {
      out.append(" a").append(i).append("=''");
    }
    return out.toString();
  }
}
