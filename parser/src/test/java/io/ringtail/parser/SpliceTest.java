// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static io.ringtail.parser.Bytes.parse;
import static io.ringtail.parser.Bytes.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.parser.Splice.Target;
import org.junit.jupiter.api.Test;

class SpliceTest {
  private static final byte[] FROM = utf8("f@x/r");

  private final ByteWriter out = new ByteWriter(64);

  @Test
  void shouldStampTheSenderWhateverTheOrderOfTheAddresses() {
    assertEquals(
        "<message from='f@x/r' to='a' id='1'><b/></message>",
        stamped("<message to='a' id='1' from=\"b\"><b/></message>"));
    assertEquals(
        "<message from='f@x/r'\n to = 'a' id='1'><b/></message>",
        stamped("<message from='b'\n to = 'a' id='1'><b/></message>"));
    assertEquals("<message from='f@x/r'><b/></message>", stamped("<message><b/></message>"));
  }

  @Test
  void shouldStampAsMuchOfTheSenderAsIsAskedFor() {
    Splice.head(parse("<presence/>"), Target.STREAM, FROM, 3, false, "", out);
    assertEquals("<presence from='f@x'/>", out.toString());
  }

  @Test
  void shouldLeaveOutTheRecipientWhateverTheOrderOfTheAddresses() {
    assertEquals("<message from='f@x/r' id='1'/>", withoutTo("<message to='a' id='1' from='b'/>"));
    assertEquals("<message from='f@x/r' id='1'/>", withoutTo("<message from='b' id='1' to='a'/>"));
    assertEquals("<message from='f@x/r' id='1'/>", withoutTo("<message id='1'/>"));
  }

  @Test
  void shouldSayWhereAnOwnRecipientGoes() {
    final StanzaView view = parse("<message to='a' id='1'/>");
    final int at = Splice.head(view, Target.STREAM, FROM, FROM.length, true, "de", out);
    final String text = out.toString();
    assertEquals("<message from='f@x/r'", text.substring(0, at));
    assertEquals(" xml:lang='de' id='1'/>", text.substring(at));
  }

  @Test
  void shouldKeepSelfClosedStanzasSelfClosed() {
    assertEquals("<presence from='f@x/r' to='a' id='1' />", stamped("<presence to='a' id='1' />"));
  }

  @Test
  void shouldAddTheLanguageOnlyWhereThereIsNone() {
    assertEquals("<message from='f@x/r' xml:lang='de'/>", inGerman("<message/>"));
    assertEquals("<message from='f@x/r' xml:lang='en'/>", inGerman("<message xml:lang='en'/>"));
  }

  @Test
  void shouldDeclareTheContentNamespaceOnlyWhenEmbedded() {
    Splice.head(parse("<iq id='1'/>"), Target.EMBEDDED, FROM, FROM.length, false, "", out);
    assertEquals("<iq xmlns='jabber:client' from='f@x/r' id='1'/>", out.toString());
  }

  @Test
  void shouldAddAChildAtTheEnd() {
    assertEquals(
        "<message from='f@x/r' to='a'><b/><s/></message>",
        withChild("<message to='a'><b/></message>"));
  }

  @Test
  void shouldOpenASelfClosedStanzaToAddAChild() {
    assertEquals("<message from='f@x/r' to='a' ><s/></message>", withChild("<message to='a' />"));
  }

  @Test
  void shouldCopyTheContentWithoutSomeChildren() {
    final StanzaView view = parse("<message><a/> <b>x</b><c/><d/>y</message>");
    Splice.contentWithout(view, new int[] {1, 3, 99}, 2, out);
    assertEquals("<a/> <c/>y", out.toString());
    out.reset();
    Splice.contentWithout(view, new int[0], 0, out);
    assertEquals("<a/> <b>x</b><c/><d/>y", out.toString());
  }

  @Test
  void shouldFindAnAttributeOfAChildInPlace() {
    final StanzaView view =
        parse("<message><stanza-id xmlns='urn:xmpp:sid:0' bye='1' by = \"a@x\"/></message>");
    final StanzaView.Range by = new StanzaView.Range();
    assertTrue(Attributes.find(view.buffer(), view.childStart(0), utf8("by"), by));
    assertEquals("a@x", Bytes.value(view, by));
    assertFalse(Attributes.find(view.buffer(), view.childStart(0), utf8("id"), by));
    assertFalse(by.isPresent());
  }

  private String stamped(final String stanza) {
    return whole(stanza, false, "");
  }

  private String withoutTo(final String stanza) {
    return whole(stanza, true, "");
  }

  private String inGerman(final String stanza) {
    return whole(stanza, false, "de");
  }

  private String whole(final String stanza, final boolean withoutTo, final String language) {
    final StanzaView view = parse(stanza);
    out.reset();
    Splice.head(view, Target.STREAM, FROM, FROM.length, withoutTo, language, out);
    out.put(view.buffer(), view.tagEnd(), view.end());
    return out.toString();
  }

  private String withChild(final String stanza) {
    final StanzaView view = parse(stanza);
    Splice.head(view, Target.STREAM, FROM, FROM.length, false, "", out);
    Splice.open(view, out);
    Splice.content(view, out);
    out.raw("<s/>");
    Splice.close(view, out);
    return out.toString();
  }
}
