// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the addressing attributes in a stanza's own start tag, which Aalto has proven well-formed
 * but gives no positions for.
 *
 * <p>Owner: its {@link StanzaParser}. Allocates: never, but for a {@code type} written with
 * entities.
 */
final class StartTag {
  private static final byte[] TO = ascii("to");
  private static final byte[] FROM = ascii("from");
  private static final byte[] ID = ascii("id");
  private static final byte[] TYPE = ascii("type");
  private static final byte[] LANG = ascii("xml:lang");
  private static final byte[] XMLNS = ascii("xmlns");

  private final StanzaView.Range xmlns = new StanzaView.Range();

  /** Where the last tag read declares a default namespace. */
  StanzaView.Range xmlns() {
    return xmlns;
  }

  /** Fills name end, tag end, self-closed, attribute ranges and type. */
  void read(final StanzaView out) {
    final byte[] buffer = out.buffer;
    xmlns.clear();
    int at = XmlBytes.skipName(buffer, out.start + 1, out.end);
    out.nameEnd = at;
    while (true) {
      final int cutStart = at;
      at = XmlBytes.skipSpace(buffer, at, out.end);
      if (buffer[at] == '>' || buffer[at] == '/') {
        break;
      }
      at = attribute(out, cutStart, at);
    }
    out.selfClosed = buffer[at] == '/';
    out.tagEnd = out.selfClosed ? at + 2 : at + 1;
    out.type = typeOf(out);
  }

  /** One attribute whose name begins at {@code nameStart}; returns the position behind it. */
  private int attribute(final StanzaView out, final int cutStart, final int nameStart) {
    final byte[] buffer = out.buffer;
    final int nameEnd = XmlBytes.skipName(buffer, nameStart, out.end);
    final int at = Attributes.openingQuote(buffer, nameEnd);
    final int valueStart = at + 1;
    final int valueEnd = XmlBytes.indexOf(buffer[at], buffer, valueStart, out.end);
    final StanzaView.Range range = rangeFor(out, nameStart, nameEnd);
    if (range != null) {
      range.set(valueStart, valueEnd, cutStart, valueEnd + 1);
    }
    return valueEnd + 1;
  }

  private StanzaView.Range rangeFor(final StanzaView out, final int start, final int end) {
    final byte[] buffer = out.buffer;
    return switch (end - start) {
      case 2 ->
          matches(buffer, start, end, TO)
              ? out.to
              : matches(buffer, start, end, ID) ? out.id : null;
      case 4 ->
          matches(buffer, start, end, FROM)
              ? out.from
              : matches(buffer, start, end, TYPE) ? out.typeRange : null;
      case 5 -> matches(buffer, start, end, XMLNS) ? xmlns : null;
      case 8 -> matches(buffer, start, end, LANG) ? out.lang : null;
      default -> null;
    };
  }

  private static StanzaType typeOf(final StanzaView view) {
    if (view.kind == StanzaKind.NONZA) {
      return StanzaType.INVALID;
    }
    final StanzaView.Range range = view.typeRange;
    if (!range.isPresent()) {
      return StanzaType.defaultFor(view.kind);
    }
    final StanzaType plain =
        StanzaType.parse(view.kind, view.buffer, range.valueStart, range.valueEnd);
    if (plain != StanzaType.INVALID) {
      return plain;
    }
    for (int i = range.valueStart; i < range.valueEnd; i++) {
      if (view.buffer[i] == '&') {
        final byte[] text = view.text(range).getBytes(StandardCharsets.UTF_8);
        return orDefault(view.kind, StanzaType.parse(view.kind, text, 0, text.length));
      }
    }
    return orDefault(view.kind, plain);
  }

  // RFC 6121 §5.2.2: a message of unknown type is a normal one
  private static StanzaType orDefault(final StanzaKind kind, final StanzaType type) {
    return kind == StanzaKind.MESSAGE && type == StanzaType.INVALID ? StanzaType.NORMAL : type;
  }

  static boolean matches(
      final byte[] buffer, final int start, final int end, final byte[] expected) {
    return Arrays.equals(buffer, start, end, expected, 0, expected.length);
  }

  private static byte[] ascii(final String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
