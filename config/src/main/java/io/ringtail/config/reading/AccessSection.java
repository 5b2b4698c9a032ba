// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kind;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.AccessClass;
import io.ringtail.config.settings.AccessRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Declares and reads {@code [acl]}, {@code [access]} and {@code [shaper]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class AccessSection {
  static final Key<String> MATCH =
      Key.of(
          "match",
          Kinds.word("all", "current_domain", "any_hosted_domain", "none"),
          "current_domain",
          "Which domains' users the pattern looks at.");
  static final Key<Long> MAX_RATE =
      Key.required(
          "max_rate", Kinds.whole(1, Integer.MAX_VALUE), "Bytes per second; more is slowed down.");
  static final Key<String> ACL =
      Key.required(
          "acl", Kinds.text(), "Class of `[acl]` that gets the value; `all` is everybody.");
  static final Key<Object> VALUE =
      Key.required(
          "value", Kinds.textOrWhole(), "`allow`, `deny`, the name of a shaper, or a number.");

  private static final List<String> PARTS = List.of("user", "server", "resource");

  static final Section PATTERN =
      new Section(
              "[acl]",
              "Classes of users: `name = [{user = \"alice\"}, …]`, each table a pattern, all of"
                  + " whose conditions must hold.",
              List.of(MATCH))
          .with(partKeys());
  static final Section CLAUSE =
      Section.of(
          "[access]",
          "Rules: `name = [{acl = \"admin\", value = \"allow\"}, …]`; the first clause whose class"
              + " holds the user decides, and none means `deny`.",
          ACL,
          VALUE);
  static final Section SHAPER =
      Section.of("[shaper.*]", "Named limits of the rate a client may send at.", MAX_RATE);

  static final Kind<Map<String, List<Values>>> ACLS = Tables.named(Tables.tables(PATTERN));
  static final Kind<Map<String, List<Values>>> RULES = Tables.named(Tables.tables(CLAUSE));

  private AccessSection() {}

  private static List<Key<?>> partKeys() {
    final List<Key<?>> keys = new java.util.ArrayList<>();
    for (final String part : PARTS) {
      keys.add(Key.of(part, Kinds.text(), null, "This " + part + " exactly."));
      keys.add(Key.of(part + "_regexp", Kinds.text(), null, "Regular expression found in it."));
      keys.add(
          Key.of(part + "_glob", Kinds.text(), null, "Pattern with `*` and `?` for all of it."));
    }
    return keys;
  }

  static Map<String, AccessClass> classes(
      final Map<String, List<Values>> acls, final Reading reading) {
    final Map<String, AccessClass> classes = new LinkedHashMap<>();
    acls.forEach(
        (name, patterns) ->
            classes.put(
                name,
                new AccessClass(patterns.stream().map(one -> pattern(one, reading)).toList())));
    return classes;
  }

  static Map<String, List<AccessRules.Clause>> rules(final Map<String, List<Values>> rules) {
    final Map<String, List<AccessRules.Clause>> read = new LinkedHashMap<>();
    rules.forEach(
        (name, clauses) ->
            read.put(
                name,
                clauses.stream()
                    .filter(clause -> clause.has(ACL) && clause.has(VALUE))
                    .map(clause -> new AccessRules.Clause(clause.get(ACL), clause.get(VALUE)))
                    .toList()));
    return read;
  }

  private static AccessClass.UserPattern pattern(final Values values, final Reading reading) {
    return new AccessClass.UserPattern(
        AccessClass.Scope.valueOf(values.get(MATCH).toUpperCase(Locale.ROOT)),
        part("user", values, reading),
        part("server", values, reading),
        part("resource", values, reading));
  }

  /** Exact text, regular expression and glob of one part, joined into one pattern; null if none. */
  private static Pattern part(final String part, final Values values, final Reading reading) {
    final StringBuilder regex = new StringBuilder();
    final String exact = (String) values.values().get(part);
    if (exact != null) {
      regex.append("(?=\\A(?i:").append(Pattern.quote(exact)).append(")\\z)");
    }
    final String glob = (String) values.values().get(part + "_glob");
    if (glob != null) {
      regex.append("(?=\\A").append(globPattern(glob)).append("\\z)");
    }
    final String expression = (String) values.values().get(part + "_regexp");
    if (expression != null && compiles(expression, part + "_regexp", values, reading)) {
      regex.append("(?=\\A.*?(?:").append(expression).append("))");
    }
    return regex.isEmpty() ? null : Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static boolean compiles(
      final String expression, final String key, final Values values, final Reading reading) {
    try {
      Pattern.compile(expression);
      return true;
    } catch (final PatternSyntaxException broken) {
      reading
          .problems()
          .error(
              values.origins().getOrDefault(key, values.origin()),
              values.path() + "." + key + " is no regular expression: " + broken.getDescription());
      return false;
    }
  }

  private static String globPattern(final String glob) {
    final StringBuilder regex = new StringBuilder();
    for (final char c : glob.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
