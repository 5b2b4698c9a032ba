// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an {@link Element} out of bytes already proven well-formed, resolving prefixes.
 *
 * <p>It checks nothing: on bytes that no {@link StanzaParser} accepted its result is undefined.
 *
 * <p>Owner: one call. Allocates: the tree.
 */
final class TreeReader {
  private record Attribute(String name, String value) {}

  private record Binding(String prefix, String uri) {}

  private final byte[] buffer;
  private final String contentNamespace;
  private final List<Binding> bindings = new ArrayList<>();
  private int at;

  /** Elements in {@code contentNamespace} are reported in {@link Ns#CLIENT}. */
  TreeReader(final byte[] buffer, final int start, final String contentNamespace) {
    this.buffer = buffer;
    this.at = start;
    this.contentNamespace = contentNamespace;
    bindings.add(new Binding("xml", Ns.XML));
    bindings.add(new Binding("stream", Ns.STREAM));
    bindings.add(new Binding("db", Ns.DIALBACK));
  }

  /** The element whose {@code <} is next; {@code inherited} is the default namespace around it. */
  Element element(final String inherited) {
    final int outerBindings = bindings.size();
    at++;
    final String qualified = name();
    final List<Attribute> attributes = new ArrayList<>();
    String defaultNamespace = inherited;
    while (!tagEnds()) {
      final Attribute attribute = attribute();
      if (attribute.name.equals("xmlns")) {
        defaultNamespace = attribute.value;
      } else if (attribute.name.startsWith("xmlns:")) {
        bindings.add(new Binding(attribute.name.substring(6), attribute.value));
      } else {
        attributes.add(attribute);
      }
    }
    final Element element = create(qualified, defaultNamespace);
    attributes.forEach(attribute -> set(element, attribute));
    if (buffer[at] == '/') {
      at += 2;
    } else {
      at++;
      content(element, defaultNamespace);
    }
    bindings.subList(outerBindings, bindings.size()).clear();
    return element;
  }

  private Element create(final String qualified, final String defaultNamespace) {
    final int colon = qualified.indexOf(':');
    final String uri = colon < 0 ? defaultNamespace : resolve(qualified.substring(0, colon));
    return new Element(
        qualified.substring(colon + 1), uri.equals(contentNamespace) ? Ns.CLIENT : uri);
  }

  private void set(final Element element, final Attribute attribute) {
    final int colon = attribute.name.indexOf(':');
    if (colon > 0 && !attribute.name.startsWith("xml:")) {
      final String prefix = attribute.name.substring(0, colon);
      element.set("xmlns:" + prefix, resolve(prefix));
    }
    element.set(attribute.name, attribute.value);
  }

  private String resolve(final String prefix) {
    for (int i = bindings.size() - 1; i >= 0; i--) {
      if (bindings.get(i).prefix.equals(prefix)) {
        return bindings.get(i).uri;
      }
    }
    throw new IllegalArgumentException("prefix without declaration in validated bytes");
  }

  private void content(final Element element, final String defaultNamespace) {
    while (true) {
      if (buffer[at] != '<') {
        element.text(text());
      } else if (buffer[at + 1] == '!') {
        element.text(cdata());
      } else if (buffer[at + 1] == '/') {
        at = indexOf((byte) '>') + 1;
        return;
      } else {
        element.add(element(defaultNamespace));
      }
    }
  }

  private String text() {
    final int start = at;
    at = indexOf((byte) '<');
    return Escaping.unescape(buffer, start, at);
  }

  private String cdata() {
    final int start = at + "<![CDATA[".length();
    at = start;
    while (buffer[at] != ']' || buffer[at + 1] != ']' || buffer[at + 2] != '>') {
      at++;
    }
    final String raw = new String(buffer, start, at - start, StandardCharsets.UTF_8);
    at += "]]>".length();
    return Escaping.lineEnds(raw);
  }

  private boolean tagEnds() {
    at = XmlBytes.skipSpace(buffer, at, buffer.length);
    return buffer[at] == '>' || buffer[at] == '/';
  }

  private Attribute attribute() {
    final String attributeName = name();
    while (buffer[at] != '\'' && buffer[at] != '"') {
      at++;
    }
    final byte quote = buffer[at];
    final int start = ++at;
    at = indexOf(quote);
    final String value = Escaping.unescapeAttribute(buffer, start, at);
    at++;
    return new Attribute(attributeName, value);
  }

  private String name() {
    final int start = at;
    at = XmlBytes.skipName(buffer, at, buffer.length);
    return new String(buffer, start, at - start, StandardCharsets.UTF_8);
  }

  private int indexOf(final byte wanted) {
    return XmlBytes.indexOf(wanted, buffer, at, buffer.length);
  }
}
