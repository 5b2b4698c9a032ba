// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Recognises addresses whose bytes are already canonical, so that the profiles need not run: lower
 * case ASCII in local part and domain, printable ASCII in the resource, nothing written as an
 * entity.
 *
 * <p>It may say no to a canonical address (the profiles then decide), never yes to another.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class AsciiJid {
  private static final int LOCAL = 1;
  private static final int DOMAIN = 2;
  private static final int RESOURCE = 4;
  private static final byte[] ALLOWED = allowed();

  private AsciiJid() {}

  /** Allocates: a copy. */
  static boolean isCanonical(final String text) {
    final byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = text.charAt(i) < 0x80 ? (byte) text.charAt(i) : -1;
    }
    return isCanonical(bytes, 0, bytes.length);
  }

  static boolean isCanonical(final byte[] bytes, final int start, final int end) {
    int at = start;
    while (at < end && (bytes[at] >= 0 && (ALLOWED[bytes[at]] & LOCAL) != 0)) {
      at++;
    }
    final boolean hasLocal = at < end && bytes[at] == '@';
    if (hasLocal && (at == start || at - start > JidRules.MAX_PART_BYTES)) {
      return false;
    }
    final int domainEnd = domain(bytes, hasLocal ? at + 1 : start, end);
    return domainEnd == end || domainEnd >= 0 && isResource(bytes, domainEnd + 1, end);
  }

  /** End of the plain host name that begins at {@code from}; -1 when there is none. */
  private static int domain(final byte[] bytes, final int from, final int end) {
    int at = from;
    int labelStart = from;
    while (at < end && bytes[at] != '/') {
      final byte b = bytes[at];
      if (b == '.') {
        if (!isLabel(bytes, labelStart, at)) {
          return -1;
        }
        labelStart = at + 1;
      } else if (b < 0 || (ALLOWED[b] & DOMAIN) == 0) {
        return -1;
      }
      at++;
    }
    return isLabel(bytes, labelStart, at) && at - from <= JidRules.MAX_PART_BYTES ? at : -1;
  }

  private static boolean isLabel(final byte[] bytes, final int start, final int end) {
    final int length = end - start;
    return length > 0
        && length <= 63
        && bytes[start] != '-'
        && bytes[end - 1] != '-'
        && !(length >= 4 && bytes[start + 2] == '-' && bytes[start + 3] == '-');
  }

  private static boolean isResource(final byte[] bytes, final int from, final int end) {
    if (from >= end || end - from > JidRules.MAX_PART_BYTES) {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (bytes[i] < 0 || (ALLOWED[bytes[i]] & RESOURCE) == 0) {
        return false;
      }
    }
    return true;
  }

  private static byte[] allowed() {
    final byte[] table = new byte[128];
    for (char c = '!'; c <= '~'; c++) {
      // entities and what cannot stand in an attribute are left to the slow path
      table[c] = (byte) ("&<>'\"".indexOf(c) < 0 ? RESOURCE : 0);
      final boolean upper = c >= 'A' && c <= 'Z';
      if (table[c] != 0 && !upper && "/:@".indexOf(c) < 0) {
        table[c] |= LOCAL;
      }
      if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
        table[c] |= DOMAIN;
      }
    }
    table[' '] = RESOURCE;
    return table;
  }
}
