// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what was received with what a transcript expects, remembering captures (the rules are in
 * this package's description).
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class XmlMatcher {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z0-9-]*)\\}");
  private static final String ANY = "{any}";
  private static final String MORE = "{more}";

  private Map<String, String> captures = new HashMap<>();

  /** Replaces captures in what is sent. */
  String fill(final String text) {
    final Matcher placeholder = PLACEHOLDER.matcher(text);
    return placeholder.replaceAll(
        found -> {
          final String value = captures.get(found.group(1));
          if (value == null) {
            throw new AssertionError("nothing was captured as " + found.group());
          }
          return Matcher.quoteReplacement(value);
        });
  }

  /** Captures what the expectation names when it matches, and nothing when it does not. */
  boolean matches(final XmlNode expected, final XmlNode actual) {
    final Map<String, String> before = new HashMap<>(captures);
    if (element(expected, actual)) {
      return true;
    }
    captures = before;
    return false;
  }

  private boolean element(final XmlNode expected, final XmlNode actual) {
    final boolean more = expected.text().endsWith(MORE);
    final String text =
        more
            ? expected.text().substring(0, expected.text().length() - MORE.length()).strip()
            : expected.text();
    return expected.name().equals(actual.name())
        && expected.namespace().equals(actual.namespace())
        && attributes(expected.attributes(), actual.attributes(), more)
        && (more && text.isEmpty() || value(text, actual.text()))
        && children(expected.children(), new ArrayList<>(actual.children()), more);
  }

  private boolean attributes(
      final Map<String, String> expected, final Map<String, String> actual, final boolean more) {
    final Set<String> names = new HashSet<>(expected.keySet());
    if (!more) {
      names.addAll(actual.keySet());
    }
    for (final String name : names) {
      final String wanted = expected.get(name);
      final String found = actual.get(name);
      if (wanted == null || found == null || !value(wanted, found)) {
        return false;
      }
    }
    return true;
  }

  private boolean children(
      final List<XmlNode> expected, final List<XmlNode> actual, final boolean more) {
    for (final XmlNode child : expected) {
      boolean found = false;
      for (int i = 0; i < actual.size() && !found; i++) {
        if (matches(child, actual.get(i))) {
          actual.remove(i);
          found = true;
        }
      }
      if (!found) {
        return false;
      }
    }
    return more || actual.isEmpty();
  }

  private boolean value(final String expected, final String actual) {
    if (expected.equals(ANY)) {
      return true;
    }
    final Matcher placeholder = PLACEHOLDER.matcher(expected);
    if (!placeholder.matches()) {
      return expected.equals(actual);
    }
    final String known = captures.putIfAbsent(placeholder.group(1), actual);
    return known == null || known.equals(actual);
  }
}
