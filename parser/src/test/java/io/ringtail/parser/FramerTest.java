// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static io.ringtail.parser.Bytes.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.parser.Framer.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramerTest {
  private static final String OPEN = "<stream:stream xmlns='jabber:client' to='a>b'>";

  @Test
  void shouldCutAStreamIntoHeaderStanzasAndClosingTag() {
    final List<String> frames =
        Frames.of(
            "<?xml version='1.0'?>\n"
                + OPEN
                + "<a/> <b x='/>'><c>]]</c><![CDATA[</b>]]]></b>\n<d></d></stream:stream> ");
    assertEquals(
        List.of(
            "STREAM_OPEN <?xml version='1.0'?>\n" + OPEN,
            "STANZA <a/>",
            "STANZA <b x='/>'><c>]]</c><![CDATA[</b>]]]></b>",
            "STANZA <d></d>",
            "STREAM_CLOSE </stream:stream>"),
        frames);
  }

  @Test
  void shouldTellHowManyBytesToKeep() {
    final Framer framer = new Framer(Limits.defaults());
    final byte[] bytes = utf8(OPEN + " <a>x");
    assertEquals(Event.STREAM_OPEN, framer.scan(bytes, 0, bytes.length));
    assertEquals(OPEN.length(), framer.frameEnd());
    assertEquals(0, framer.pendingBytes());
    assertEquals(Event.NEED_MORE, framer.scan(bytes, framer.frameEnd(), bytes.length));
    assertEquals(4, framer.pendingBytes());
  }

  @Test
  void shouldGoOnInAnotherBuffer() {
    final Framer framer = new Framer(Limits.defaults());
    framer.resetInsideStream();
    final byte[] first = utf8("....<a><b");
    assertEquals(Event.NEED_MORE, framer.scan(first, 4, first.length));
    final byte[] second = utf8("..<a><b/></a>");
    assertEquals(Event.STANZA, framer.scan(second, 2 + framer.pendingBytes(), second.length));
    assertEquals(2, framer.frameStart());
    assertEquals(second.length, framer.frameEnd());
  }

  @Test
  void shouldCountKeepAlivesOnce() {
    final Framer framer = new Framer(Limits.defaults());
    framer.resetInsideStream();
    final byte[] bytes = utf8(" \r\n\t");
    assertEquals(Event.NEED_MORE, framer.scan(bytes, 0, 4));
    assertEquals(0, framer.pendingBytes());
    assertEquals(4, framer.takeWhitespace());
    assertEquals(0, framer.takeWhitespace());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<a><!-- -->|COMMENT",
        "<!--|COMMENT",
        "<!DOCTYPE a>|DTD",
        "<a><!DOCTYPE a>|DTD",
        "<a><!ELEMENT a>|NOT_WELL_FORMED",
        "<a><![INCLUDE[|NOT_WELL_FORMED",
        "<a><?x?>|PROCESSING_INSTRUCTION",
        "<?xml version='1.0'?>|PROCESSING_INSTRUCTION",
        "x<a/>|TEXT_BETWEEN_STANZAS",
        "<a/>x|TEXT_BETWEEN_STANZAS",
        "<![CDATA[x]]>|TEXT_BETWEEN_STANZAS",
        "<a b='<'/>|NOT_WELL_FORMED",
        "<a <b/>|NOT_WELL_FORMED",
        "<a/ >|NOT_WELL_FORMED",
        "< a>|NOT_WELL_FORMED",
        "<>|NOT_WELL_FORMED",
        "</a<|NOT_WELL_FORMED"
      })
  void shouldRefuseInsideAStream(final String bytes, final XmlFault fault) {
    assertEquals(List.of("FAULT " + fault), faults(OPEN + bytes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "</a>|NOT_WELL_FORMED",
        "<a/>|NOT_WELL_FORMED",
        "x|NOT_WELL_FORMED",
        "<![CDATA[|NOT_WELL_FORMED",
        "<!DOCTYPE|DTD",
        "<?xml-stylesheet?>|PROCESSING_INSTRUCTION",
        "<?xml version='1.0'?><?xml|PROCESSING_INSTRUCTION",
        "<?xml version='1.0'>|NOT_WELL_FORMED"
      })
  void shouldRefuseBeforeAStream(final String bytes, final XmlFault fault) {
    assertEquals(List.of("FAULT " + fault), faults(bytes));
  }

  @Test
  void shouldRefuseTheXmlDeclarationBehindWhiteSpace() {
    assertEquals(List.of("FAULT PROCESSING_INSTRUCTION"), faults(" <?xml version='1.0'?>"));
  }

  @Test
  void shouldRefuseAnythingButWhiteSpaceAfterTheStream() {
    assertEquals(List.of("FAULT NOT_WELL_FORMED"), faults(OPEN + "</stream:stream>  <a/>"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1_000_000})
  void shouldEnforceTheStanzaSizeWhileBytesArrive(final int chunk) {
    final Limits limits = Limits.defaults().withMaxStanzaBytes(100);
    final String fits = "<a>" + "x".repeat(93) + "</a>";
    assertEquals(
        List.of("STREAM_OPEN " + OPEN, "STANZA " + fits),
        Frames.of(utf8(OPEN + fits), limits, () -> chunk));
    final String tooBig = "<a>" + "x".repeat(94) + "</a>";
    assertEquals(
        List.of("STREAM_OPEN " + OPEN, "FAULT STANZA_TOO_BIG"),
        Frames.of(utf8(OPEN + tooBig), limits, () -> chunk));
  }

  @Test
  void shouldRefuseAStanzaThatNeverEnds() {
    final Framer framer = new Framer(Limits.defaults());
    framer.resetInsideStream();
    final byte[] chunk = utf8("<a>" + "x".repeat(997));
    Event event = framer.scan(chunk, 0, chunk.length);
    int total = chunk.length;
    while (event == Event.NEED_MORE) {
      event = framer.scan(chunk, 3, chunk.length);
      total += chunk.length - 3;
    }
    assertEquals(XmlFault.STANZA_TOO_BIG, framer.fault());
    final int fed = total;
    assertTrue(fed <= Limits.DEFAULT_STANZA_BYTES + chunk.length, () -> "noticed late");
  }

  @Test
  void shouldCountDepthFromTheStanza() {
    final String fits = "<a>".repeat(63) + "<b/>" + "</a>".repeat(63);
    assertEquals(List.of("STREAM_OPEN " + OPEN, "STANZA " + fits), Frames.of(OPEN + fits));
    final String tooDeep = "<a>".repeat(64) + "<b/>";
    assertEquals(List.of("FAULT TOO_DEEP"), faults(OPEN + tooDeep));
  }

  @Test
  void shouldRefuseLongNames() {
    final String fits = "<" + "n".repeat(256) + " " + "m".repeat(256) + "=''/>";
    assertEquals(List.of("STREAM_OPEN " + OPEN, "STANZA " + fits), Frames.of(OPEN + fits));
    assertEquals(List.of("FAULT NAME_TOO_LONG"), faults(OPEN + "<" + "n".repeat(257)));
    assertEquals(List.of("FAULT NAME_TOO_LONG"), faults(OPEN + "<a " + "n".repeat(257)));
  }

  @Test
  void shouldRefuseManyAttributes() {
    final String fits = "<a" + " b=''".repeat(64) + "/>";
    assertEquals(List.of("STREAM_OPEN " + OPEN, "STANZA " + fits), Frames.of(OPEN + fits));
    assertEquals(List.of("FAULT TOO_MANY_ATTRIBUTES"), faults(OPEN + "<a" + " b=''".repeat(65)));
  }

  @Test
  void shouldExpectANewHeaderAfterReset() {
    final Framer framer = new Framer(Limits.defaults());
    final byte[] header = utf8("<?xml version='1.0'?>" + OPEN);
    assertEquals(Event.STREAM_OPEN, framer.scan(header, 0, header.length));
    framer.reset();
    assertEquals(Event.STREAM_OPEN, framer.scan(header, 0, header.length));
    assertNull(framer.fault());
  }

  private static List<String> faults(final String bytes) {
    return Frames.of(bytes).stream().filter(frame -> frame.startsWith("FAULT")).toList();
  }
}
