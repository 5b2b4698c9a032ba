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

  /** Decodes a validated, still escaped range: the five entities and character references. */
  public static String unescape(final byte[] buffer, final int start, final int end) {
    final String raw = new String(buffer, start, end - start, StandardCharsets.UTF_8);
    return raw.indexOf('&') < 0 ? raw : decode(raw);
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
