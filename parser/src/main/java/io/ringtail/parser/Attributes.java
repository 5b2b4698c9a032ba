// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Finds one attribute of an element in validated bytes, in place: the {@code by} of a stanza-id,
 * the {@code h} of an acknowledgement.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Attributes {
  private Attributes() {}

  /**
   * Looks in the start tag at {@code elementStart} for the attribute written exactly {@code name};
   * fills {@code out}, or clears it and returns false.
   */
  public static boolean find(
      final byte[] buffer, final int elementStart, final byte[] name, final StanzaView.Range out) {
    out.clear();
    int at = XmlBytes.skipName(buffer, elementStart + 1, buffer.length);
    while (true) {
      final int cutStart = at;
      final int nameStart = XmlBytes.skipSpace(buffer, at, buffer.length);
      if (buffer[nameStart] == '>' || buffer[nameStart] == '/') {
        return false;
      }
      final int nameEnd = XmlBytes.skipName(buffer, nameStart, buffer.length);
      final int valueStart = openingQuote(buffer, nameEnd) + 1;
      final int valueEnd =
          XmlBytes.indexOf(buffer[valueStart - 1], buffer, valueStart, buffer.length);
      at = valueEnd + 1;
      if (StartTag.matches(buffer, nameStart, nameEnd, name)) {
        out.set(valueStart, valueEnd, cutStart, at);
        return true;
      }
    }
  }

  /** Behind an attribute's name: white space and the equals sign come before the quote. */
  static int openingQuote(final byte[] buffer, final int from) {
    int at = from;
    while (buffer[at] != '\'' && buffer[at] != '"') {
      at++;
    }
    return at;
  }
}
