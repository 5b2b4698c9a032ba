// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamHeaderTest {
  private static final String STREAM = "xmlns:stream='http://etherx.jabber.org/streams'";

  @Test
  void shouldReadWhatTheClientAsksFor() {
    final StreamHeader header =
        parse(
            "<?xml version='1.0' encoding='utf-8'?><stream:stream to='x&amp;y' from='a@x'"
                + " xml:lang='de' version='1.0' xmlns='jabber:client' "
                + STREAM
                + ">");
    assertNull(header.fault());
    assertEquals("x&y", header.to());
    assertEquals("a@x", header.from());
    assertEquals("de", header.lang());
    assertEquals("1.0", header.version());
    assertEquals("stream", header.prefix());
    assertEquals(Ns.CLIENT, header.defaultNamespace());
    assertNull(header.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<s:stream version='1.1' xmlns='jabber:client' xmlns:s='http://etherx.jabber.org/streams'>",
        "<stream xmlns='http://etherx.jabber.org/streams' version='1.0'>"
      })
  void shouldAcceptOtherSpellings(final String header) {
    assertNull(parse(header).fault());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<stream:stream version='1.0' xmlns='jabber:server' STREAM>|INVALID_NAMESPACE",
        "<stream:stream version='1.0' STREAM>|INVALID_NAMESPACE",
        "<stream:stream version='1.0' xmlns='jabber:client'"
            + " xmlns:stream='urn:x'>|INVALID_NAMESPACE",
        "<stream:stream xmlns='jabber:client' STREAM>|UNSUPPORTED_VERSION",
        "<stream:stream version='2.0' xmlns='jabber:client' STREAM>|UNSUPPORTED_VERSION",
        "<stream:stream version='1.0' xmlns='jabber:client'>|BAD_PREFIX",
        "<stream:features version='1.0' xmlns='jabber:client' STREAM>|BAD_FORMAT",
        "<stream:stream version='1.0' version='1.0' STREAM>|NOT_WELL_FORMED",
        "<stream:stream version='1.0' xmlns:p='' xmlns='jabber:client'"
            + " STREAM>|BAD_NAMESPACE_DECLARATION",
        "<?xml version='1.0' encoding='ISO-8859-1'?><stream:stream STREAM>|BAD_UTF8",
        "<?xml version='1.1'?><stream:stream STREAM>|NOT_WELL_FORMED",
        "<stream:stream a='&foo;' STREAM>|ENTITY"
      })
  void shouldRefuse(final String header, final XmlFault fault) {
    assertEquals(fault, parse(header.replace("STREAM", STREAM)).fault());
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() {
    final byte[] bytes = {'<', (byte) 0xC0, (byte) 0x80, '>'};
    assertEquals(XmlFault.BAD_UTF8, StreamHeader.parse(bytes, 0, 4, Ns.CLIENT).fault());
  }

  @Test
  void shouldTakeAComponentsHeaderWithoutVersion() {
    final byte[] bytes =
        Bytes.utf8("<stream:stream xmlns='jabber:component:accept' to='x' " + STREAM + ">");
    assertNull(StreamHeader.parse(bytes, 0, bytes.length, Ns.COMPONENT).fault());
  }

  private static StreamHeader parse(final String header) {
    final byte[] bytes = Bytes.utf8(header);
    return StreamHeader.parse(bytes, 0, bytes.length, Ns.CLIENT);
  }
}
