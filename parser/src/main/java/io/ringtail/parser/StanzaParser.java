// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import com.fasterxml.aalto.AsyncByteArrayFeeder;
import com.fasterxml.aalto.AsyncXMLStreamReader;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Proves that one framed stanza is XML that every other parser accepts too, and indexes it.
 *
 * <p>Bytes that break a rule are refused with the fault; the connection is then closed, and the
 * reader is thrown away with whatever state it was in. One parser serves all connections of a kind
 * on a loop, because no state outlives a stanza.
 *
 * <p>The view shows canonical bytes. For {@code message}, {@code presence} and {@code iq} that do
 * not arrive that way (an own prefix, a namespace declaration on the own tag, direct children that
 * name the content namespace, the stream's prefixes used inside) they are a rewritten copy in a
 * buffer of this parser, valid until the next call; otherwise the caller's own buffer. A default
 * namespace other than the content namespace or {@code jabber:client} makes the element a {@link
 * StanzaKind#NONZA} in that namespace: {@code jabber:server} on a client's stream is no stanza.
 * Nonzas are indexed as they are, never rewritten.
 *
 * <p>Owner: one I/O loop. Allocates: what Aalto does (about 160 bytes for a chat message); more for
 * faults and rewritten stanzas.
 */
public final class StanzaParser {
  private static final int INITIAL_REWRITE = 1_024;

  private static final byte[] NAMELESS_PREFIX = {'x', 'm', 'l', 'n', 's', ':'};

  private final Limits limits;
  private final String contentNamespace;
  private final XmlReader reader;
  private final StartTag startTag = new StartTag();
  private final StanzaView.Range nameless = new StanzaView.Range();
  private final ByteWriter rewritten = new ByteWriter(INITIAL_REWRITE);
  private boolean canonical;
  private boolean cuttable;
  private boolean declaresUnlawfully;

  /** For client streams. */
  public StanzaParser(final Limits limits) {
    this(limits, Ns.CLIENT);
  }

  /**
   * For streams of another content namespace ({@link Ns#SERVER}, {@link Ns#COMPONENT}), whose
   * stanzas are the same bytes: the view names it {@link Ns#CLIENT} too.
   */
  public StanzaParser(final Limits limits, final String contentNamespace) {
    this.limits = limits;
    this.contentNamespace = contentNamespace;
    this.reader = new XmlReader(Elements.outerTag(contentNamespace));
  }

  /**
   * Reads the one element in {@code [start, end)}; null when it is acceptable. {@code out} is only
   * then meaningful.
   */
  public XmlFault parse(final byte[] buffer, final int start, final int end, final StanzaView out) {
    final XmlFault fault = validate(buffer, start, end, out);
    if (fault != null) {
      out.clear();
      return fault;
    }
    finish(out);
    if (canonical || out.kind == StanzaKind.NONZA) {
      return null;
    }
    if (cuttable && startTag.xmlns().isPresent()) {
      cutDeclaration(out);
      return null;
    }
    return rewrite(out);
  }

  /** How many XML readers were made so far: one, plus one per fault or full name table. */
  public int readersMade() {
    return reader.replacements();
  }

  // The only place that sees Aalto's exceptions; some of its errors are unchecked (stack.md, rule
  // 6), and an index slip inside it must cost one connection, not the loop.
  private XmlFault validate(
      final byte[] buffer, final int start, final int end, final StanzaView out) {
    if (end - start > limits.maxStanzaBytes()) {
      return XmlFault.STANZA_TOO_BIG;
    }
    if (!Utf8.isValid(buffer, start, end)) {
      return XmlFault.BAD_UTF8;
    }
    XmlFault fault = CharacterData.check(buffer, start, end);
    if (fault != null) {
      return fault;
    }
    try {
      fault = index(buffer, start, end, out);
    } catch (XMLStreamException | RuntimeException refusal) {
      fault = faultOf(refusal);
    }
    if (fault != null) {
      reader.discard();
    }
    return fault;
  }

  private XmlFault index(final byte[] buffer, final int start, final int end, final StanzaView out)
      throws XMLStreamException {
    final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml = reader.feed(buffer, start, end);
    prepare(buffer, start, end, out);
    int depth = 0;
    while (true) {
      final int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        final XmlFault fault = startElement(xml, ++depth, out);
        if (fault != null) {
          return fault;
        }
      } else if (event == XMLStreamReader.END_ELEMENT) {
        if (--depth <= 0) {
          return depth == 0 && endOf(xml) == end ? null : XmlFault.NOT_WELL_FORMED;
        }
        if (depth == 1) {
          out.childEnds[out.childCount - 1] = endOf(xml);
        }
      } else if (!isText(event)) {
        return faultOf(event);
      } else if (depth == 0) {
        return XmlFault.TEXT_BETWEEN_STANZAS;
      }
    }
  }

  private void prepare(final byte[] buffer, final int start, final int end, final StanzaView out) {
    out.clear();
    out.buffer = buffer;
    out.start = start;
    out.end = end;
    canonical = true;
    cuttable = true;
    declaresUnlawfully = false;
  }

  private XmlFault startElement(
      final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml, final int depth, final StanzaView out)
      throws XMLStreamException {
    final int declarations = xml.getNamespaceCount();
    if (depth > limits.maxDepth()) {
      return XmlFault.TOO_DEEP;
    }
    if (xml.getAttributeCount() + declarations > limits.maxAttributes()) {
      return XmlFault.TOO_MANY_ATTRIBUTES;
    }
    final String name = xml.getLocalName();
    reader.note(name);
    final boolean declaresDefault = declarations > 0 && noteDeclarations(xml, out.buffer);
    if (declaresUnlawfully) {
      return XmlFault.BAD_NAMESPACE_DECLARATION;
    }
    noteAttributes(xml);
    final boolean prefixed = !isEmpty(xml.getPrefix());
    if (prefixed && isOuter(xml.getPrefix(), xml.getNamespaceURI())) {
      canonical = false;
      cuttable = false;
    }
    return switch (depth) {
      case 1 -> ownTag(xml, name, declarations, prefixed, out);
      case 2 -> child(xml, name, prefixed || declaresDefault, out);
      default -> null;
    };
  }

  private XmlFault ownTag(
      final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml,
      final String name,
      final int declarations,
      final boolean prefixed,
      final StanzaView out) {
    canonical &= declarations == 0 && !prefixed;
    cuttable &= declarations == 1 && !prefixed;
    out.name = name;
    out.namespace = namespaceOf(xml);
    out.kind = kindOf(out);
    return null;
  }

  private XmlFault child(
      final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml,
      final String name,
      final boolean namesItsNamespace,
      final StanzaView out)
      throws XMLStreamException {
    if (out.childCount == limits.maxChildren()) {
      return XmlFault.TOO_MANY_CHILDREN;
    }
    final String namespace = namespaceOf(xml);
    // where Aalto says a start tag begins is wrong behind text it passed over; its end is right
    out.addChild(name, namespace, tagStart(out.buffer, endOf(xml)));
    if (namesItsNamespace && namespace.equals(Ns.CLIENT)) {
      canonical = false;
      cuttable = false;
    }
    return null;
  }

  /** Checks the declarations of one tag; true when one of them is the default namespace. */
  private boolean noteDeclarations(
      final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml, final byte[] buffer)
      throws XMLStreamException {
    boolean declaresDefault = false;
    for (int i = 0; i < xml.getNamespaceCount(); i++) {
      final String prefix = xml.getNamespacePrefix(i);
      final String uri = xml.getNamespaceURI(i);
      if (isEmpty(prefix)) {
        declaresDefault = true;
        // Aalto takes "xmlns:" for "xmlns"
        declaresUnlawfully |=
            Ns.XML.equals(uri)
                || Ns.XMLNS.equals(uri)
                || Attributes.find(buffer, tagStart(buffer, endOf(xml)), NAMELESS_PREFIX, nameless);
      } else {
        reader.note(prefix);
        // Namespaces in XML 1.0 §2.2 (no undeclaring) and §3 (reserved names)
        declaresUnlawfully |=
            isEmpty(uri) || Ns.XMLNS.equals(uri) || Ns.XML.equals(uri) != "xml".equals(prefix);
      }
    }
    return declaresDefault;
  }

  private void noteAttributes(final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml)
      throws XMLStreamException {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      reader.note(xml.getAttributeLocalName(i));
      final String prefix = xml.getAttributePrefix(i);
      if (!isEmpty(prefix) && isOuter(prefix, xml.getAttributeNamespace(i))) {
        canonical = false;
        cuttable = false;
      }
    }
  }

  // The recipient's stream may bind this prefix to something else, or not at all (WebSocket).
  private static boolean isOuter(final String prefix, final String uri) {
    return "stream".equals(prefix) && Ns.STREAM.equals(uri)
        || "db".equals(prefix) && Ns.DIALBACK.equals(uri);
  }

  private String namespaceOf(final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml) {
    final String uri = xml.getNamespaceURI();
    return uri == null ? "" : uri.equals(contentNamespace) ? Ns.CLIENT : uri;
  }

  private static StanzaKind kindOf(final StanzaView view) {
    if (!view.namespace.equals(Ns.CLIENT)) {
      return StanzaKind.NONZA;
    }
    return switch (view.name) {
      case "message" -> StanzaKind.MESSAGE;
      case "presence" -> StanzaKind.PRESENCE;
      case "iq" -> StanzaKind.IQ;
      default -> StanzaKind.NONZA;
    };
  }

  /** The stanza without the declaration of the content namespace on its own tag. */
  private void cutDeclaration(final StanzaView out) {
    final StanzaView.Range xmlns = startTag.xmlns();
    rewritten.reset();
    rewritten.put(out.buffer, out.start, xmlns.cutStart).put(out.buffer, xmlns.cutEnd, out.end);
    final int cutAt = xmlns.cutStart - out.start;
    out.copyIndexFrom(out, rewritten.array(), 0);
    out.closeGap(cutAt, xmlns.cutEnd - xmlns.cutStart);
  }

  private XmlFault rewrite(final StanzaView out) {
    rewritten.reset();
    if (!Canonical.write(out, contentNamespace, rewritten, limits.maxStanzaBytes())) {
      return XmlFault.STANZA_TOO_BIG;
    }
    final XmlFault fault = validate(rewritten.array(), 0, rewritten.length(), out);
    if (fault == null) {
      finish(out);
    }
    return fault;
  }

  private void finish(final StanzaView out) {
    startTag.read(out);
    out.contentEnd = out.selfClosed ? out.tagEnd : tagStart(out.buffer, out.end);
  }

  /** A tag's only {@code <} is its first byte. */
  private static int tagStart(final byte[] buffer, final int end) {
    int at = end - 1;
    while (buffer[at] != '<') {
      at--;
    }
    return at;
  }

  private int endOf(final AsyncXMLStreamReader<AsyncByteArrayFeeder> xml)
      throws XMLStreamException {
    return reader.indexOf(xml.getLocationInfo().getEndingByteOffset());
  }

  private static boolean isText(final int event) {
    return event == XMLStreamReader.CHARACTERS
        || event == XMLStreamReader.CDATA
        || event == XMLStreamReader.SPACE;
  }

  private static boolean isEmpty(final String text) {
    return text == null || text.isEmpty();
  }

  private static XmlFault faultOf(final int event) {
    return switch (event) {
      case XMLStreamReader.COMMENT -> XmlFault.COMMENT;
      case XMLStreamReader.PROCESSING_INSTRUCTION -> XmlFault.PROCESSING_INSTRUCTION;
      case XMLStreamReader.ENTITY_REFERENCE -> XmlFault.ENTITY;
      case XMLStreamReader.DTD -> XmlFault.DTD;
      default -> XmlFault.NOT_WELL_FORMED;
    };
  }

  static XmlFault faultOf(final Exception refusal) {
    final String message = refusal.getMessage();
    return message != null && message.contains("Unbound namespace prefix")
        ? XmlFault.BAD_PREFIX
        : XmlFault.NOT_WELL_FORMED;
  }
}
