// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.parser.Escaping;
import java.nio.charset.StandardCharsets;

/**
 * Finds the {@code id} attribute of a start tag in validated bytes, and hashes it: what markers and
 * messages are matched by. The hash is part of the journal's format: FNV-1a, 64 bits, never 0.
 *
 * <p>Owner: one thread. Allocates: only for ids with entities in them.
 */
final class MessageIds {
  private static final long OFFSET_BASIS = 0xCBF29CE484222325L;
  private static final long PRIME = 0x100000001B3L;

  private int start;
  private int end;

  /** Looks at the element that begins at {@code tagStart}; false when it has no id. */
  boolean find(final byte[] buffer, final int tagStart) {
    int at = tagStart + 1;
    while (!isSpace(buffer[at]) && buffer[at] != '>' && buffer[at] != '/') {
      at++;
    }
    while (true) {
      while (isSpace(buffer[at])) {
        at++;
      }
      if (buffer[at] == '>' || buffer[at] == '/') {
        return false;
      }
      final int name = at;
      while (buffer[at] != '=' && !isSpace(buffer[at])) {
        at++;
      }
      final boolean isId = at - name == 2 && buffer[name] == 'i' && buffer[name + 1] == 'd';
      while (buffer[at] != '\'' && buffer[at] != '"') {
        at++;
      }
      final byte quote = buffer[at++];
      start = at;
      while (buffer[at] != quote) {
        at++;
      }
      end = at++;
      if (isId) {
        return end > start;
      }
    }
  }

  /** Hash of the id found. */
  long hash(final byte[] buffer) {
    for (int i = start; i < end; i++) {
      if (buffer[i] == '&') {
        final byte[] plain =
            Escaping.unescapeAttribute(buffer, start, end).getBytes(StandardCharsets.UTF_8);
        return hash(plain, 0, plain.length);
      }
    }
    return hash(buffer, start, end);
  }

  /** The id found, as text. Allocates: per call. */
  String text(final byte[] buffer) {
    return Escaping.unescapeAttribute(buffer, start, end);
  }

  /** The id found as an archive id (XEP-0359), −1 when it cannot be one. */
  long archiveId(final byte[] buffer) {
    long value = 0;
    if (end - start > 13) {
      return -1;
    }
    for (int i = start; i < end; i++) {
      final int digit = digit(buffer[i]);
      if (digit < 0) {
        return -1;
      }
      value = value << 5 | digit;
    }
    return value;
  }

  private static int digit(final byte b) {
    if (b >= '0' && b <= '9') {
      return b - '0';
    }
    return b >= 'A' && b <= 'V' ? b - 'A' + 10 : -1;
  }

  private static long hash(final byte[] bytes, final int from, final int to) {
    long hash = OFFSET_BASIS;
    for (int i = from; i < to; i++) {
      hash = (hash ^ bytes[i] & 0xFF) * PRIME;
    }
    return hash == 0 ? 1 : hash;
  }

  private static boolean isSpace(final byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }
}
