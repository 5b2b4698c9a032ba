// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

/**
 * Recognises bracketed IPv6 literals (RFC 3986 §3.2.2) without asking any resolver.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
final class Ipv6 {
  private static final int GROUPS = 8;

  private Ipv6() {}

  /** True for {@code [2001:db8::1]}, {@code [::ffff:192.0.2.1]} and the like; no zone. */
  static boolean isLiteral(final String text) {
    final int end = text.length() - 1;
    if (end < 3 || text.charAt(0) != '[' || text.charAt(end) != ']') {
      return false;
    }
    int at = 1;
    int groups = 0;
    boolean compressed = false;
    if (text.startsWith("::", at)) {
      compressed = true;
      at += 2;
    }
    while (at < end) {
      final int groupEnd = groupEnd(text, at, end);
      if (groupEnd < end && text.charAt(groupEnd) == '.') {
        return isIpv4(text, at, end) && fits(groups + 2, compressed);
      }
      if (groupEnd == at || groupEnd - at > 4) {
        return false;
      }
      groups++;
      at = groupEnd;
      if (at == end) {
        break;
      }
      if (text.startsWith("::", at) && !compressed) {
        compressed = true;
        at += 2;
      } else if (text.charAt(at) == ':' && at + 1 < end && text.charAt(at + 1) != ':') {
        at++;
      } else {
        return false;
      }
    }
    return fits(groups, compressed);
  }

  private static boolean fits(final int groups, final boolean compressed) {
    return compressed ? groups < GROUPS : groups == GROUPS;
  }

  private static int groupEnd(final String text, final int from, final int end) {
    int at = from;
    while (at < end && isHex(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isHex(final char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  private static boolean isIpv4(final String text, final int from, final int end) {
    int at = from;
    for (int part = 0; part < 4; part++) {
      int value = 0;
      int digits = 0;
      while (at < end && text.charAt(at) >= '0' && text.charAt(at) <= '9' && digits < 4) {
        value = value * 10 + text.charAt(at++) - '0';
        digits++;
      }
      if (digits == 0 || value > 255 || digits > 1 && text.charAt(at - digits) == '0') {
        return false;
      }
      if (part < 3 && (at == end || text.charAt(at++) != '.')) {
        return false;
      }
    }
    return at == end;
  }
}
