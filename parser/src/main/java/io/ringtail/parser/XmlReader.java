// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.aalto.util.XmlChars;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An Aalto reader held on level 1 of a synthetic stream, and the reasons to throw it away.
 *
 * <p>Aalto keeps every name and prefix it ever saw, per reader, in tables whose look-up degrades
 * (prefixes: linearly). So names it has not seen lately are counted and the reader is replaced
 * together with its factory, which shares those tables. It is never closed: closing would merge its
 * names into the factory.
 *
 * <p>Owner: its {@link StanzaParser}. Allocates: at start and when the reader is replaced.
 */
final class XmlReader {
  static final int MAX_NEW_NAMES = 2_000;
  static final long MAX_FED_BYTES = 1L << 30;
  private static final int RECENT_NAMES = 1_024;

  private final byte[] header;
  private final String[] recentNames = new String[RECENT_NAMES];
  private AsyncXMLStreamReader<AsyncByteArrayFeeder> aalto;
  private long fedBytes;
  private long base;
  private int newNames;
  private int replacements;

  XmlReader(final String header) {
    this.header = header.getBytes(StandardCharsets.UTF_8);
  }

  /** Hands in one framed stanza; the reader stands on level 1 before it. */
  AsyncXMLStreamReader<AsyncByteArrayFeeder> feed(
      final byte[] buffer, final int start, final int end) throws XMLStreamException {
    if (aalto == null || newNames > MAX_NEW_NAMES || fedBytes > MAX_FED_BYTES) {
      replace();
    }
    base = fedBytes;
    fedBytes += end - start;
    aalto.getInputFeeder().feedInput(buffer, start, end - start);
    return aalto;
  }

  /** Index in the buffer fed last, from the byte offset Aalto reports. */
  int indexOf(final long offset) {
    // Aalto adds the lengths of earlier feeds to its absolute index in the present buffer
    return (int) (offset - base);
  }

  /**
   * Counts a local name, or a prefix, unless it was seen lately; Aalto hands out one instance of
   * each. A new one's first character is checked, which Aalto does only before the colon.
   */
  @SuppressWarnings("ReferenceEquality")
  void note(final String name) throws XMLStreamException {
    final int at = name.hashCode() & RECENT_NAMES - 1;
    if (recentNames[at] != name) {
      recentNames[at] = name;
      newNames++;
      if (name.isEmpty() || !XmlChars.is10NameStartChar(name.charAt(0))) {
        throw new XMLStreamException("name begins with a character that cannot begin one");
      }
    }
  }

  /** Forgets the reader after a fault: its state is unknown. */
  void discard() {
    aalto = null;
  }

  /** How many readers were made so far. */
  int replacements() {
    return replacements;
  }

  private void replace() throws XMLStreamException {
    final InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, Boolean.FALSE);
    aalto = factory.createAsyncForByteArray();
    Arrays.fill(recentNames, null);
    newNames = 0;
    replacements++;
    aalto.getInputFeeder().feedInput(header, 0, header.length);
    fedBytes = header.length;
    int event = aalto.next();
    while (event != AsyncXMLStreamReader.EVENT_INCOMPLETE) {
      if (event != XMLStreamReader.START_DOCUMENT && event != XMLStreamReader.START_ELEMENT) {
        throw new IllegalStateException("synthetic stream header gave event " + event);
      }
      event = aalto.next();
    }
  }
}
