// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams.model;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one session was told of others' presence (RFC 6121 §4): never twice in a row that somebody
 * is gone.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class PresenceView {
  private static final Pattern FROM = Pattern.compile(" from='([^']+)'");
  private static final Pattern STATUS = Pattern.compile("<status>([^<]+)</status>");
  private static final String GONE = "gone";

  private final Map<String, String> told = new HashMap<>();

  /** A new session knows of nobody. */
  void clear() {
    told.clear();
  }

  /** Who comes and goes meanwhile has only gone: of what waits the newest counts. */
  void looksAway() {
    told.values().removeIf(GONE::equals);
  }

  void note(final String presence) {
    final String from = first(FROM, presence);
    if (!presence.contains(" type='unavailable'")) {
      told.put(from, first(STATUS, presence));
    } else if (from.indexOf('/') < 0) {
      told.keySet().removeIf(jid -> jid.startsWith(from + '/')); // the answer to a probe
    } else if (GONE.equals(told.put(from, GONE))) {
      throw new AssertionError("told twice: " + presence);
    }
  }

  /** The status of a session that is available, as far as it is known; else null. */
  String statusOf(final String fullJid) {
    final String status = told.get(fullJid);
    return GONE.equals(status) ? null : status;
  }

  static String presence(final String status, final int priority) {
    return "<presence><status>"
        + status
        + "</status><priority>"
        + priority
        + "</priority></presence>";
  }

  private static String first(final Pattern pattern, final String text) {
    final Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("not in " + text + ": " + pattern);
    }
    return matcher.group(1);
  }
}
