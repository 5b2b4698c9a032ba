// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * The top-level element of a frame, as RFC 6120 §8 names it.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum StanzaKind {
  /** {@code <message/>}. */
  MESSAGE("message"),
  /** {@code <presence/>}. */
  PRESENCE("presence"),
  /** {@code <iq/>}. */
  IQ("iq"),
  /** Anything else at depth 1: negotiation elements, stream management, unknown elements. */
  NONZA("");

  private final String elementName;

  StanzaKind(final String elementName) {
    this.elementName = elementName;
  }

  /** The element's local name; empty for {@link #NONZA}. */
  public String elementName() {
    return elementName;
  }
}
