// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Nearest;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.AccessRules;
import io.ringtail.config.settings.HostTypeSettings;
import io.ringtail.config.settings.NodeSettings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that names used in one section are defined in another.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
final class CrossChecks {
  private final NodeSettings settings;
  private final Reading reading;
  private final Set<String> rules = new TreeSet<>();

  CrossChecks(final NodeSettings settings, final Reading reading) {
    this.settings = settings;
    this.reading = reading;
    settings.hostTypes().forEach(hostType -> rules.addAll(hostType.access().rules().keySet()));
  }

  void listener(final Values listener) {
    final String access = listener.get(ListenSection.ACCESS);
    if (!"all".equals(access) && !rules.contains(access)) {
      undefined(listener, ListenSection.ACCESS, access, "rule of [access]", rules);
    }
    final String shaper = listener.get(ListenSection.SHAPER);
    if (rules.contains(shaper)) {
      shapersOf(listener, shaper);
    } else if (!"none".equals(shaper) && !settings.shapers().containsKey(shaper)) {
      final Set<String> known = new HashSet<>(rules);
      known.addAll(settings.shapers().keySet());
      undefined(listener, ListenSection.SHAPER, shaper, "rule of [access] or [shaper]", known);
    }
    AuthSection.methods(listener, ListenSection.AUTH_METHODS, reading);
  }

  private void shapersOf(final Values listener, final String rule) {
    for (final HostTypeSettings hostType : settings.hostTypes()) {
      final List<AccessRules.Clause> clauses =
          hostType.access().rules().getOrDefault(rule, List.of());
      for (final AccessRules.Clause clause : clauses) {
        final boolean known =
            clause.value() instanceof String name
                && ("none".equals(name) || settings.shapers().containsKey(name));
        if (!known) {
          final String value = String.valueOf(clause.value());
          final String hint = Nearest.hint(value, settings.shapers().keySet());
          final String text = "= \"" + rule + "\": its value \"" + value + "\" is no [shaper]";
          reading.error(listener, ListenSection.SHAPER, text + hint);
          return;
        }
      }
      oneRate(listener, clauses);
    }
  }

  /** The rate is chosen before a client has said who it is. */
  private void oneRate(final Values listener, final List<AccessRules.Clause> clauses) {
    final Object everybodys = AccessRules.everybodysValue(clauses);
    if (clauses.stream().anyMatch(clause -> !clause.value().equals(everybodys))) {
      final String text = ": every client gets what the rule gives to all, \"" + everybodys + "\"";
      reading.warning(listener, ListenSection.SHAPER, text);
    }
  }

  private void undefined(
      final Values values,
      final Key<?> key,
      final String name,
      final String what,
      final Set<String> known) {
    reading.error(values, key, "= \"" + name + "\" names no " + what + Nearest.hint(name, known));
  }

  /** The domain that answers while none is known. */
  static String defaultDomain(
      final Values general, final List<HostTypeSettings> hostTypes, final Reading reading) {
    final List<String> hosted =
        hostTypes.stream().flatMap(hostType -> hostType.domains().stream()).toList();
    final String written = general.get(GeneralSection.DEFAULT_SERVER_DOMAIN);
    if (written == null) {
      return hosted.isEmpty() ? "" : hosted.getFirst();
    }
    final String domain = HostTypes.domain(written);
    if (domain == null || !hosted.isEmpty() && !hosted.contains(domain)) {
      reading.error(
          general,
          GeneralSection.DEFAULT_SERVER_DOMAIN,
          "\"" + written + "\" is not among the domains served" + Nearest.hint(written, hosted));
      return "";
    }
    return domain;
  }
}
