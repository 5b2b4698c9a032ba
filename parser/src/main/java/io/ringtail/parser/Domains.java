// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import com.ibm.icu.text.IDNA;
import java.util.Locale;

/**
 * Canonical form of a domainpart (RFC 7622 §3.2): a host name in Unicode labels, or an IP literal.
 *
 * <p>Names of ASCII letters, digits and hyphens, which is nearly all, never touch the Unicode
 * tables; those are loaded with the first other name.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class Domains {
  private static final int MAX_LABEL = 63;

  private Domains() {}

  /** Null when the name is forbidden. */
  static String canonical(final String text) {
    if (text.isEmpty()) {
      return null;
    }
    if (text.charAt(0) == '[') {
      return Ipv6.isLiteral(text) ? text.toLowerCase(Locale.ROOT) : null;
    }
    final String lower = asciiLower(text);
    return isPlain(lower) ? lower : Unicode.canonical(text);
  }

  /** True for dot-separated labels of letters, digits and inner hyphens, none of them encoded. */
  private static boolean isPlain(final String name) {
    int labelStart = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '.') {
        if (!isPlainLabel(name, labelStart, i)) {
          return false;
        }
        labelStart = i + 1;
      }
    }
    return true;
  }

  private static boolean isPlainLabel(final String name, final int start, final int end) {
    if (start == end || end - start > MAX_LABEL) {
      return false;
    }
    for (int i = start; i < end; i++) {
      final char c = name.charAt(i);
      final boolean inner = i > start && i < end - 1;
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && inner)) {
        return false;
      }
    }
    // RFC 5891 §4.2.3.1: hyphens in third and fourth place are kept for encoded labels
    return !(end - start >= 4 && name.startsWith("--", start + 2));
  }

  private static String asciiLower(final String text) {
    final StringBuilder out = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      final char c = text.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        out.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return out.toString();
  }

  /** Apart, so that the tables are loaded on first use only. */
  private static final class Unicode {
    private static final IDNA UTS46 =
        IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_UNICODE
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.CHECK_CONTEXTO);

    private Unicode() {}

    static String canonical(final String text) {
      final IDNA.Info toUnicode = new IDNA.Info();
      final String name = UTS46.nameToUnicode(text, new StringBuilder(), toUnicode).toString();
      // the ASCII form is made for its checks: lengths of labels and name
      final IDNA.Info toAscii = new IDNA.Info();
      UTS46.nameToASCII(name, new StringBuilder(), toAscii);
      final boolean lawful = !toUnicode.hasErrors() && !toAscii.hasErrors();
      return lawful && !name.endsWith(".") && isStable(name) ? name : null;
    }

    private static boolean isStable(final String name) {
      final IDNA.Info again = new IDNA.Info();
      return UTS46.nameToUnicode(name, new StringBuilder(), again).toString().equals(name)
          && !again.hasErrors();
    }
  }
}
