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
  private static final byte[] FROM = utf8("f@x");
  private static final byte[] TO = utf8("t@x");
  private static final byte[] CHILD = utf8("<s/>");

  private final ByteWriter out = new ByteWriter(64);

  @Test
  void shouldReplaceBothAddressesWhateverTheirOrder() {
    assertEquals(
        "<message from='f@x' to='t@x' id='1'><b/></message>",
        headAndTail(parse("<message to='a' id='1' from=\"b\"><b/></message>"), FROM, TO, null));
    assertEquals(
        "<message from='f@x' to='t@x' id='1'><b/></message>",
        headAndTail(parse("<message from='b'\n to = 'a' id='1'><b/></message>"), FROM, TO, null));
  }

  @Test
  void shouldAddMissingAddresses() {
    assertEquals(
        "<message from='f@x' to='t@x'><b/></message>",
        headAndTail(parse("<message><b/></message>"), FROM, TO, null));
  }

  @Test
  void shouldKeepAnAddressForNullAndRemoveItForAnEmptyArray() {
    final StanzaView view = parse("<message to='a' from='b'/>");
    assertEquals("<message from='f@x' to='a'/>", headAndTail(view, FROM, null, null));
    assertEquals("<message from='f@x'/>", headAndTail(view, FROM, new byte[0], null));
    assertEquals("<message to='a' from='b'/>", headAndTail(view, null, null, null));
  }

  @Test
  void shouldKeepSelfClosedStanzasSelfClosed() {
    assertEquals(
        "<presence from='f@x' to='t@x' id='1' />",
        headAndTail(parse("<presence to='a' id='1' />"), FROM, TO, null));
  }

  @Test
  void shouldAddTheLanguageOnlyWhereThereIsNone() {
    final byte[] lang = utf8("de");
    assertEquals("<message xml:lang='de'/>", headAndTail(parse("<message/>"), null, null, lang));
    assertEquals(
        "<message xml:lang='en'/>",
        headAndTail(parse("<message xml:lang='en'/>"), null, null, lang));
  }

  @Test
  void shouldDeclareTheContentNamespaceOnlyWhenEmbedded() {
    Splice.head(parse("<iq id='1'/>"), Target.EMBEDDED, FROM, null, null, out);
    assertEquals("<iq xmlns='jabber:client' from='f@x' id='1'/>", out.toString());
  }

  @Test
  void shouldAddAChildAtTheEnd() {
    Splice.whole(parse("<message to='a'><b/></message>"), Target.STREAM, FROM, TO, CHILD, out);
    assertEquals("<message from='f@x' to='t@x'><b/><s/></message>", out.toString());
  }

  @Test
  void shouldOpenASelfClosedStanzaToAddAChild() {
    Splice.whole(parse("<message to='a' />"), Target.STREAM, FROM, TO, CHILD, out);
    assertEquals("<message from='f@x' to='t@x' ><s/></message>", out.toString());
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

  private String headAndTail(
      final StanzaView view, final byte[] from, final byte[] to, final byte[] lang) {
    out.reset();
    Splice.head(view, from, to, lang, out);
    out.put(view.buffer(), view.tagEnd(), view.end());
    return out.toString();
  }
}
