// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.util.Locale;

/**
 * The three profiles of RFC 7622: localpart, domainpart, resourcepart.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class JidRules {
  private JidRules() {}

  static String local(final String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String domain(final String text) {
    return text.isEmpty() ? null : text.toLowerCase(Locale.ROOT);
  }

  static String resource(final String text) {
    return text;
  }
}
