// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;

/**
 * XML 1.0 escaping of text and attribute values over validated bytes.
 *
 * <p>Owner: anyone, stateless. Allocates: per call, in the methods that return strings.
 */
public final class Escaping {
  private Escaping() {}

  /** Decodes a validated, still escaped range of character data: entities and line ends. */
  public static String unescape(final byte[] buffer, final int start, final int end) {
    final String raw = lineEnds(new String(buffer, start, end - start, StandardCharsets.UTF_8));
    return raw.indexOf('&') < 0 ? raw : decode(raw);
  }

  /** Decodes a validated, still escaped attribute value: entities and white space. */
  public static String unescapeAttribute(final byte[] buffer, final int start, final int end) {
    // XML 1.0 §3.3.3: literal white space becomes spaces, a referenced one stays
    final String raw =
        lineEnds(new String(buffer, start, end - start, StandardCharsets.UTF_8))
            .replace('\n', ' ')
            .replace('\t', ' ');
    return raw.indexOf('&') < 0 ? raw : decode(raw);
  }

  /**
   * UTF-8 text escaped for text and for either kind of quotes. Allocates: only when something needs
   * it, else the same array comes back.
   */
  public static byte[] escape(final byte[] utf8) {
    for (final byte b : utf8) {
      if (b == '<' || b == '>' || b == '&' || b == '\'' || b == '"' || b >= 0 && b < ' ') {
        final String text = new String(utf8, StandardCharsets.UTF_8);
        return new ByteWriter(utf8.length * 2).escapedAttribute(text).toByteArray();
      }
    }
    return utf8;
  }

  /** XML 1.0 §2.11. */
  static String lineEnds(final String raw) {
    return raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String decode(final String raw) {
    final StringBuilder out = new StringBuilder(raw.length());
    int at = 0;
    while (at < raw.length()) {
      final char c = raw.charAt(at);
      if (c != '&') {
        out.append(c);
        at++;
        continue;
      }
      final int semicolon = raw.indexOf(';', at);
      if (semicolon < 0) {
        throw new IllegalArgumentException("entity without end in validated text");
      }
      out.appendCodePoint(codePointOf(raw.substring(at + 1, semicolon)));
      at = semicolon + 1;
    }
    return out.toString();
  }

  private static int codePointOf(final String entity) {
    return switch (entity) {
      case "lt" -> '<';
      case "gt" -> '>';
      case "amp" -> '&';
      case "apos" -> '\'';
      case "quot" -> '"';
      default -> {
        if (entity.startsWith("#x")) {
          yield Integer.parseInt(entity, 2, entity.length(), 16);
        }
        if (entity.startsWith("#")) {
          yield Integer.parseInt(entity, 1, entity.length(), 10);
        }
        throw new IllegalArgumentException("unknown entity in validated text");
      }
    };
  }
}
