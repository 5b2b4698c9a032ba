// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlPropertyTest {
  private static final String OPEN =
      "<?xml version='1.0'?><stream:stream xmlns='jabber:client'"
          + " xmlns:stream='http://etherx.jabber.org/streams'>";
  private static final int CASES = 2_000;

  private final Invariants invariants = new Invariants();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldFrameAStreamTheSameInWhateverChunksItArrives(final long seed) {
    final RandomXml xml = new RandomXml(seed);
    for (int i = 0; i < CASES; i++) {
      final byte[] bytes = Bytes.utf8(OPEN + xml.stream() + "</stream:stream>");
      invariants.checkFrames(bytes, () -> 1 + xml.below(40));
      invariants.checkFrames(xml.spoil(bytes), () -> 1 + xml.below(40));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void shouldAcceptOnlyWhatAnotherParserAcceptsAndReadsTheSame(final long seed) {
    final RandomXml xml = new RandomXml(seed);
    for (int i = 0; i < CASES; i++) {
      invariants.checkStanza(Bytes.utf8(xml.stanza()));
    }
    assertTrue(invariants.accepted() > CASES / 3, () -> "accepted: " + invariants.accepted());
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void shouldAcceptSpoiltStanzasOnlyWhereAnotherParserDoes(final long seed) {
    final RandomXml xml = new RandomXml(seed);
    for (int i = 0; i < 3 * CASES; i++) {
      invariants.checkStanza(xml.spoil(Bytes.utf8(xml.stanza())));
    }
  }

  @Test
  void shouldNotCareWhereInTheBufferAStanzaLies() {
    final RandomXml xml = new RandomXml(10);
    final StanzaParser parser = new StanzaParser(Limits.defaults());
    final StanzaView here = new StanzaView();
    final StanzaView there = new StanzaView();
    for (int i = 0; i < CASES; i++) {
      final byte[] bytes = Bytes.utf8(xml.stanza());
      final int shift = xml.below(50);
      final byte[] moved = new ByteWriter(64).put(new byte[shift]).put(bytes).toByteArray();
      final XmlFault fault = parser.parse(bytes, 0, bytes.length, here);
      final String first = fault == null ? Invariants.describe(here) : fault.name();
      final XmlFault second = parser.parse(moved, shift, moved.length, there);
      assertTrue(
          first.equals(second == null ? Invariants.describe(there) : second.name()), () -> first);
    }
  }
}
