// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element as the JDK's parser sees it: another judge than the parser under test.
 *
 * @param attributes by name, with {@code {namespace}} before it where there is one
 * @param text all character data directly inside, without the white space around it
 *     <p>Owner: anyone, immutable. Allocates: per construction.
 */
public record XmlNode(
    String namespace,
    String name,
    Map<String, String> attributes,
    List<XmlNode> children,
    String text) {
  private static final String STREAM =
      "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

  /** Reads an element of a client's stream. */
  public static XmlNode parse(final String xml) {
    final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try {
      final XMLStreamReader reader =
          factory.createXMLStreamReader(new StringReader(STREAM + xml + "</stream:stream>"));
      reader.nextTag();
      final List<XmlNode> found = element(reader).children();
      if (found.size() != 1) {
        throw new AssertionError("not one element: " + xml);
      }
      return found.getFirst();
    } catch (final XMLStreamException malformed) {
      throw new AssertionError("not well-formed: " + xml, malformed);
    }
  }

  private static XmlNode element(final XMLStreamReader reader) throws XMLStreamException {
    final String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    final String name = reader.getLocalName();
    final Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      final String uri = reader.getAttributeNamespace(i);
      final String prefix = uri == null || uri.isEmpty() ? "" : '{' + uri + '}';
      attributes.put(prefix + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
    }
    final List<XmlNode> children = new ArrayList<>();
    final StringBuilder text = new StringBuilder();
    while (true) {
      switch (reader.next()) {
        case XMLStreamReader.START_ELEMENT -> children.add(element(reader));
        case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> text.append(reader.getText());
        case XMLStreamReader.END_ELEMENT -> {
          return new XmlNode(namespace, name, attributes, children, text.toString().strip());
        }
        default -> throw new AssertionError("what RFC 6120 §11.1 forbids is in the stream");
      }
    }
  }
}
