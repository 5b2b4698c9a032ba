// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;

/**
 * Shorthand of the tests: text to bytes and back, and one-call parsing.
 *
 * <p>Owner: tests. Allocates: per call.
 */
final class Bytes {
  private Bytes() {}

  static byte[] utf8(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(final byte[] bytes, final int start, final int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  static String text(final StanzaView view) {
    return text(view.buffer(), view.start(), view.end());
  }

  static String child(final StanzaView view, final int child) {
    return text(view.buffer(), view.childStart(child), view.childEnd(child));
  }

  static String value(final StanzaView view, final StanzaView.Range range) {
    return text(view.buffer(), range.valueStart(), range.valueEnd());
  }

  static String cut(final StanzaView view, final StanzaView.Range range) {
    return text(view.buffer(), range.cutStart(), range.cutEnd());
  }

  static XmlFault faultOf(final String stanza) {
    return faultOf(utf8(stanza));
  }

  static XmlFault faultOf(final byte[] stanza) {
    return new StanzaParser(Limits.defaults()).parse(stanza, 0, stanza.length, new StanzaView());
  }

  static StanzaView parse(final String stanza) {
    return parse(stanza, Ns.CLIENT);
  }

  static StanzaView parse(final String stanza, final String contentNamespace) {
    final byte[] bytes = utf8(stanza);
    final StanzaView view = new StanzaView();
    final XmlFault fault =
        new StanzaParser(Limits.defaults(), contentNamespace).parse(bytes, 0, bytes.length, view);
    if (fault != null) {
      throw new AssertionError(fault + ": " + stanza);
    }
    return view;
  }
}
