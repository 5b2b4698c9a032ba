// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.io.ByteArrayInputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A second opinion: the JDK's own namespace-aware parser over the same bytes within a stream tag.
 *
 * <p>Owner: one test. Allocates: per call.
 */
final class JdkXml {
  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
  private final String outerTag;

  JdkXml(final String contentNamespace) {
    this.outerTag = Elements.outerTag(contentNamespace);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  /** The one element inside the stream. */
  Element parse(final byte[] bytes, final int start, final int end) throws XMLStreamException {
    final ByteWriter document = new ByteWriter(end - start + 200);
    document.raw("<?xml version='1.0' encoding='UTF-8'?>").raw(outerTag);
    document.put(bytes, start, end).raw("</stream:stream>");
    final XMLStreamReader xml =
        factory.createXMLStreamReader(new ByteArrayInputStream(document.toByteArray()), "UTF-8");
    expect(xml.next(), XMLStreamReader.START_ELEMENT);
    expect(xml.next(), XMLStreamReader.START_ELEMENT);
    final Element element = element(xml);
    expect(xml.next(), XMLStreamReader.END_ELEMENT);
    expect(xml.next(), XMLStreamReader.END_DOCUMENT);
    return element;
  }

  private static Element element(final XMLStreamReader xml) throws XMLStreamException {
    final String uri = xml.getNamespaceURI();
    final Element element = new Element(xml.getLocalName(), uri == null ? "" : uri);
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attribute(xml, i, element);
    }
    while (true) {
      switch (xml.next()) {
        case XMLStreamReader.START_ELEMENT -> element.add(element(xml));
        case XMLStreamReader.END_ELEMENT -> {
          return element;
        }
        case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE ->
            element.text(xml.getText());
        default -> throw new XMLStreamException("event " + xml.getEventType());
      }
    }
  }

  private static void attribute(final XMLStreamReader xml, final int i, final Element element) {
    final String prefix = xml.getAttributePrefix(i);
    if (prefix == null || prefix.isEmpty()) {
      element.set(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
      return;
    }
    if (!XMLConstants.XML_NS_URI.equals(xml.getAttributeNamespace(i))) {
      element.set("xmlns:" + prefix, xml.getAttributeNamespace(i));
    }
    element.set(prefix + ":" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
  }

  private static void expect(final int event, final int expected) throws XMLStreamException {
    if (event != expected) {
      throw new XMLStreamException("event " + event + " instead of " + expected);
    }
  }
}
