// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Why bytes were refused, with the stream error RFC 6120 §4.9.3 asks for.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum XmlFault {
  NOT_WELL_FORMED("not-well-formed", "XML is not well-formed"),
  BAD_UTF8("unsupported-encoding", "bytes are not UTF-8"),
  DTD("restricted-xml", "document type declarations are forbidden"),
  COMMENT("restricted-xml", "comments are forbidden"),
  PROCESSING_INSTRUCTION("restricted-xml", "processing instructions are forbidden"),
  ENTITY("restricted-xml", "only the five predefined entities are allowed"),
  BAD_FORMAT("bad-format", "this element cannot be processed here"),
  BAD_PREFIX("bad-namespace-prefix", "a namespace prefix is not declared where it is used"),
  BAD_NAMESPACE_DECLARATION("bad-format", "a namespace declaration is illegal"),
  TEXT_BETWEEN_STANZAS("bad-format", "text between stanzas"),
  STANZA_TOO_BIG("policy-violation", "stanza is larger than allowed"),
  TOO_DEEP("policy-violation", "elements are nested deeper than allowed"),
  TOO_MANY_ATTRIBUTES("policy-violation", "an element has more attributes than allowed"),
  TOO_MANY_CHILDREN("policy-violation", "a stanza has more children than allowed"),
  NAME_TOO_LONG("policy-violation", "a name is longer than allowed"),
  INVALID_NAMESPACE(
      "invalid-namespace", "the stream or content namespace is not the one of this port"),
  UNSUPPORTED_VERSION("unsupported-version", "the stream version is not 1.0"),
  UNSUPPORTED_STANZA("unsupported-stanza-type", "the stream does not carry this element");

  private final String condition;
  private final String text;

  XmlFault(final String condition, final String text) {
    this.condition = condition;
    this.text = text;
  }

  /** Element name of the stream error. */
  public String condition() {
    return condition;
  }

  /** One English sentence for the error's {@code <text/>}; never an echo of the input. */
  public String text() {
    return text;
  }
}
