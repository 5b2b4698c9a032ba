// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Where in the markup a {@link Framer} stands between two bytes.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
enum FramerState {
  /** Outside any frame, or between the XML declaration and the stream header. */
  BETWEEN,
  /** In character data inside a stanza. */
  TEXT,
  /** Behind a {@code <}. */
  MARKUP,
  /** In the name of an element or attribute. */
  NAME,
  /** In a start tag, outside names and values. */
  TAG,
  /** In an attribute value. */
  VALUE,
  /** Behind the {@code /} of a start tag. */
  EMPTY_TAG,
  /** Behind {@code </}. */
  END_TAG,
  /** Behind {@code <!}. */
  BANG,
  /** Within {@code <![CDATA[}. */
  CDATA_OPEN,
  /** In a CDATA section. */
  CDATA,
  /** Within {@code <?xml} and the white space behind it. */
  DECLARATION_OPEN,
  /** In the XML declaration. */
  DECLARATION,
  /** Behind the closing tag of the stream. */
  CLOSED,
  /** Behind a fault: nothing is looked at any more. */
  FAULTY
}
