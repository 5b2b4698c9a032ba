// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small mutable XML tree for the cold path: IQ payloads the server reads or builds. Never used to
 * route.
 *
 * <p>Owner: its holder, one thread. Allocates: per call.
 */
public final class Element {
  private final String name;
  private final String namespace;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> content = new ArrayList<>();

  public Element(final String name, final String namespace) {
    this.name = name;
    this.namespace = namespace;
  }

  public String name() {
    return name;
  }

  public String namespace() {
    return namespace;
  }

  public boolean is(final String otherName, final String otherNamespace) {
    return name.equals(otherName) && namespace.equals(otherNamespace);
  }

  /**
   * The attribute without a namespace, or {@code xml:lang} under that spelling; null when absent.
   */
  public String attribute(final String attributeName) {
    return attributes.get(attributeName);
  }

  public Map<String, String> attributes() {
    return attributes;
  }

  /** Sets the attribute; null leaves it out. */
  public Element set(final String attributeName, final String value) {
    if (value == null) {
      attributes.remove(attributeName);
    } else {
      attributes.put(attributeName, value);
    }
    return this;
  }

  /** Appends a child and returns this element. */
  public Element add(final Element child) {
    content.add(child);
    return this;
  }

  /** Appends a new child in the same namespace and returns the child. */
  public Element child(final String childName) {
    return child(childName, namespace);
  }

  /** Appends a new child and returns the child. */
  public Element child(final String childName, final String childNamespace) {
    final Element child = new Element(childName, childNamespace);
    content.add(child);
    return child;
  }

  /** Appends character data and returns this element. */
  public Element text(final String text) {
    content.add(text);
    return this;
  }

  /** All character data directly inside, concatenated. */
  public String text() {
    final StringBuilder out = new StringBuilder();
    for (final Object part : content) {
      if (part instanceof String text) {
        out.append(text);
      }
    }
    return out.toString();
  }

  public List<Element> children() {
    final List<Element> out = new ArrayList<>(content.size());
    for (final Object part : content) {
      if (part instanceof Element child) {
        out.add(child);
      }
    }
    return out;
  }

  /** First child with this name and namespace, or null. */
  public Element first(final String childName, final String childNamespace) {
    for (final Object part : content) {
      if (part instanceof Element child && child.is(childName, childNamespace)) {
        return child;
      }
    }
    return null;
  }

  /** Text of the first child with this name in this element's namespace, or null. */
  public String textOf(final String childName) {
    final Element child = first(childName, namespace);
    return child == null ? null : child.text();
  }

  /**
   * Writes the tree; the namespace is declared wherever it differs from {@code inherited}. A prefix
   * appears only in attribute names, with its declaration among the same element's attributes.
   */
  public void write(final ByteWriter out, final String inherited) {
    write(out, inherited, Integer.MAX_VALUE);
  }

  /** Stops early, with false, once {@code out} holds more than {@code maxLength} bytes. */
  boolean write(final ByteWriter out, final String inherited, final int maxLength) {
    out.raw("<").raw(name);
    if (!namespace.equals(inherited)) {
      out.attribute("xmlns", namespace);
    }
    attributes.forEach(out::attribute);
    if (content.isEmpty()) {
      out.raw("/>");
      return out.length() <= maxLength;
    }
    out.raw(">");
    final boolean whole = writeContent(out, maxLength);
    out.raw("</").raw(name).raw(">");
    return whole && out.length() <= maxLength;
  }

  boolean isEmpty() {
    return content.isEmpty();
  }

  boolean writeContent(final ByteWriter out, final int maxLength) {
    for (final Object part : content) {
      if (part instanceof Element child) {
        if (!child.write(out, namespace, maxLength)) {
          return false;
        }
      } else {
        out.escaped((String) part);
      }
    }
    return true;
  }

  @Override
  public String toString() {
    final ByteWriter out = new ByteWriter(128);
    write(out, "");
    return out.toString();
  }
}
