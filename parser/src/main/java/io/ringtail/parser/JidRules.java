// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.nio.charset.StandardCharsets;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * The three profiles of RFC 7622: localpart, domainpart, resourcepart.
 *
 * <p>Each method gives the canonical form of a non-empty part, or null when it is forbidden.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class JidRules {
  /** RFC 7622 §3.2, §3.3, §3.4: after preparation, in UTF-8. */
  static final int MAX_PART_BYTES = 1_023;

  // RFC 7622 §3.3.1
  private static final String FORBIDDEN_IN_LOCAL = "\"&'/:<>@";

  private JidRules() {}

  static String local(final String text) {
    final String prepared = enforce(PrecisProfiles.USERNAME_CASE_MAPPED, text);
    if (prepared == null) {
      return null;
    }
    for (int i = 0; i < FORBIDDEN_IN_LOCAL.length(); i++) {
      if (prepared.indexOf(FORBIDDEN_IN_LOCAL.charAt(i)) >= 0) {
        return null;
      }
    }
    return prepared;
  }

  static String domain(final String text) {
    // RFC 7622 §3.2: a final dot is removed before any other rule
    final String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return withinLength(Domains.canonical(bare));
  }

  static String resource(final String text) {
    return enforce(PrecisProfiles.OPAQUE_STRING, text);
  }

  /** Applies the profile until it changes nothing more, as RFC 8264 §7 asks. */
  private static String enforce(final PrecisProfile profile, final String text) {
    if (text.length() > MAX_PART_BYTES * 4 || !isUnicode(text)) {
      return null;
    }
    try {
      final String once = profile.enforce(text);
      final String twice = profile.enforce(once);
      return once.equals(twice) ? withinLength(once) : null;
    } catch (final IllegalArgumentException refusal) {
      return null; // the library's way to say no
    }
  }

  private static String withinLength(final String part) {
    if (part == null || part.isEmpty() || part.length() > MAX_PART_BYTES) {
      return null;
    }
    return part.getBytes(StandardCharsets.UTF_8).length > MAX_PART_BYTES ? null : part;
  }

  private static boolean isUnicode(final String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
