// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The opening tag of an XMPP stream (RFC 6120 §4.7), or the fault that refuses it.
 *
 * <p>Absent attributes are null. {@code fault} is null when the header is acceptable; with a fault
 * about namespaces or version the attributes are known all the same, because the answer names them.
 *
 * <p>Owner: anyone, immutable. Allocates: per stream.
 *
 * @param prefix prefix of the {@code stream} element; empty when it has none
 * @param defaultNamespace the content namespace; empty when none is declared
 */
public record StreamHeader(
    String to,
    String from,
    String id,
    String lang,
    String version,
    String prefix,
    String defaultNamespace,
    XmlFault fault) {

  /**
   * Reads the frame a {@link Framer} reported as {@code STREAM_OPEN}.
   *
   * @param contentNamespace the only default namespace accepted: {@link Ns#CLIENT}, {@link
   *     Ns#SERVER} or {@link Ns#COMPONENT}
   */
  public static StreamHeader parse(
      final byte[] buffer, final int start, final int end, final String contentNamespace) {
    if (!Utf8.isValid(buffer, start, end)) {
      return refused(XmlFault.BAD_UTF8);
    }
    final XmlFault unlawful = CharacterData.check(buffer, start, end);
    if (unlawful != null) {
      return refused(unlawful);
    }
    try {
      return read(buffer, start, end, contentNamespace);
    } catch (XMLStreamException | RuntimeException refusal) {
      // some of Aalto's errors are unchecked
      return refused(StanzaParser.faultOf(refusal));
    }
  }

  private static StreamHeader read(
      final byte[] buffer, final int start, final int end, final String contentNamespace)
      throws XMLStreamException {
    final InputFactoryImpl factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, Boolean.FALSE);
    final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml = factory.createAsyncForByteArray();
    xml.getInputFeeder().feedInput(buffer, start, end - start);
    int event = xml.next();
    if (event == XMLStreamReader.START_DOCUMENT) {
      final String encoding = xml.getCharacterEncodingScheme();
      if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
        return refused(XmlFault.BAD_UTF8); // RFC 6120 §11.6
      }
      if (xml.getVersion() != null && !xml.getVersion().equals("1.0")) {
        return refused(XmlFault.NOT_WELL_FORMED); // RFC 6120 §11: XML 1.0 only
      }
      event = xml.next();
    }
    if (event != XMLStreamReader.START_ELEMENT) {
      return refused(XmlFault.NOT_WELL_FORMED);
    }
    final StreamHeader header = header(xml, contentNamespace);
    return xml.next() == AsyncXMLStreamReader.EVENT_INCOMPLETE
        ? header
        : refused(XmlFault.NOT_WELL_FORMED);
  }

  private static StreamHeader header(
      final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml, final String contentNamespace) {
    String content = "";
    boolean lawful = true;
    for (int i = 0; i < xml.getNamespaceCount(); i++) {
      final String uri = orEmpty(xml.getNamespaceURI(i));
      if (orEmpty(xml.getNamespacePrefix(i)).isEmpty()) {
        content = uri;
      } else {
        lawful &= !uri.isEmpty();
      }
    }
    final String version = xml.getAttributeValue(null, "version");
    return new StreamHeader(
        xml.getAttributeValue(null, "to"),
        xml.getAttributeValue(null, "from"),
        xml.getAttributeValue(null, "id"),
        xml.getAttributeValue(XMLConstants.XML_NS_URI, "lang"),
        version,
        orEmpty(xml.getPrefix()),
        content,
        faultIn(xml, content, contentNamespace, version, lawful));
  }

  private static XmlFault faultIn(
      final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml,
      final String content,
      final String expectedContent,
      final String version,
      final boolean lawful) {
    if (!lawful) {
      return XmlFault.BAD_NAMESPACE_DECLARATION;
    }
    if (!xml.getLocalName().equals("stream")) {
      return XmlFault.BAD_FORMAT;
    }
    // RFC 6120 §4.8.2: without a prefix every stanza declares its own namespace
    final boolean prefixFree = orEmpty(xml.getPrefix()).isEmpty() && content.equals(Ns.STREAM);
    if (!Ns.STREAM.equals(xml.getNamespaceURI())
        || !prefixFree && !content.equals(expectedContent)) {
      return XmlFault.INVALID_NAMESPACE;
    }
    final boolean versioned = !expectedContent.equals(Ns.COMPONENT); // XEP-0114 has no versions
    return versioned && !isSupported(version) ? XmlFault.UNSUPPORTED_VERSION : null;
  }

  // RFC 6120 §4.7.5: no version means 0.9, which nobody offers any more; 1.x is answered with 1.0
  private static boolean isSupported(final String version) {
    return version != null && version.matches("0*1\\.[0-9]{1,9}");
  }

  private static StreamHeader refused(final XmlFault fault) {
    return new StreamHeader(null, null, null, null, null, "", "", fault);
  }

  private static String orEmpty(final String text) {
    return text == null ? "" : text;
  }
}
