// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

import io.ringtail.parser.Jid;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what in one host type: {@code [access]} over {@code [acl]}.
 *
 * @param classes class name to class
 * @param rules rule name to its clauses in order
 * @param domains domains of the host type
 * @param hosted every domain of the node
 *     <p>Owner: anyone, immutable. Allocates: at start; a look-up allocates per call.
 */
public record AccessRules(
    Map<String, AccessClass> classes,
    Map<String, List<Clause>> rules,
    Set<String> domains,
    Set<String> hosted) {

  /** One line of a rule: users of the class get the value, a text or a whole number. */
  public record Clause(String acl, Object value) {
    boolean isCatchAllAllow() {
      return "all".equals(acl) && "allow".equals(value);
    }
  }

  /** Offline messages of one account where {@code max_user_offline_messages} says nothing. */
  public static final long DEFAULT_MAX_OFFLINE_MESSAGES = 100;

  /** Sessions of one account where {@code max_user_sessions} says nothing. */
  public static final long DEFAULT_MAX_SESSIONS = 10;

  private static final String DENY = "deny";

  public AccessRules {
    classes = Map.copyOf(classes);
    rules = Map.copyOf(rules);
    domains = Set.copyOf(domains);
    hosted = Set.copyOf(hosted);
  }

  /** Value of the first clause whose class holds the user; {@code deny} when none does. */
  public Object value(final String rule, final Jid user) {
    for (final Clause clause : rules.getOrDefault(rule, List.of())) {
      if (holds(clause.acl(), user)) {
        return clause.value();
      }
    }
    return DENY;
  }

  /** Whether the rule lets the user in; the rule {@code all} lets everybody in. */
  public boolean allows(final String rule, final Jid user) {
    return "all".equals(rule) || "allow".equals(value(rule, user));
  }

  /** How many sessions the account may have; {@link Long#MAX_VALUE} for any number. */
  public long maxSessions(final Jid user) {
    return whole("max_user_sessions", user, DEFAULT_MAX_SESSIONS);
  }

  /** How many offline messages the account may have; {@link Long#MAX_VALUE} for any number. */
  public long maxOfflineMessages(final Jid user) {
    return whole("max_user_offline_messages", user, DEFAULT_MAX_OFFLINE_MESSAGES);
  }

  /** A rule's number; the fallback where the rule is absent or returns none. */
  public long whole(final String rule, final Jid user, final long fallback) {
    final Object value = rules.containsKey(rule) ? value(rule, user) : null;
    if ("infinity".equals(value)) {
      return Long.MAX_VALUE;
    }
    return value instanceof Long number ? number : fallback;
  }

  /** Name of the user's shaper: the rule's value, or the rule itself when it names a shaper. */
  public String shaper(final String rule, final Jid user) {
    if (!rules.containsKey(rule)) {
      return rule;
    }
    return value(rule, user) instanceof String name && !DENY.equals(name) ? name : "none";
  }

  private boolean holds(final String acl, final Jid user) {
    if ("all".equals(acl)) {
      return true;
    }
    final AccessClass found = classes.get(acl);
    return found != null && found.contains(user, domains, hosted);
  }

  /** A host's clauses go before a final catch-all allow, otherwise to the end. */
  public static List<Clause> merge(final List<Clause> global, final List<Clause> host) {
    final int size = global.size();
    final int at = size > 0 && global.getLast().isCatchAllAllow() ? size - 1 : size;
    final List<Clause> merged = new java.util.ArrayList<>(global.subList(0, at));
    merged.addAll(host);
    merged.addAll(global.subList(at, size));
    return List.copyOf(merged);
  }
}
