// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.Options;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code [modules]}: one section per feature found, made of the options it declares.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
final class ModulesSection {
  private final Map<String, Feature> features = new LinkedHashMap<>();
  private final Section section;

  ModulesSection(final List<Feature> found) {
    found.stream()
        .sorted(java.util.Comparator.comparing(Feature::module))
        .forEach(feature -> features.put(feature.module(), feature));
    final List<Key<?>> keys = new ArrayList<>();
    features.values().forEach(feature -> keys.add(key(feature)));
    for (final String module : MongooseModules.REFUSED) {
      add(keys, Key.refused(module, "this module comes in a later version"));
    }
    for (final String module : MongooseModules.ABSENT) {
      add(keys, Key.ignored(module, "it comes in a later version; clients are not offered it"));
    }
    MongooseModules.RENAMED.forEach(
        (old, now) -> {
          if (features.containsKey(now)) {
            keys.add(Key.renamed(old, now));
          }
        });
    this.section =
        new Section(
            "[modules]",
            "Features, each by its own section. Without any `[modules.…]` those marked *default*"
                + " run; as soon as one is named, exactly those named run.",
            keys);
  }

  Section section() {
    return section;
  }

  /** Names of the modules of a node that names none. */
  List<String> defaultNames() {
    return features.values().stream()
        .filter(Feature::enabledByDefault)
        .map(Feature::module)
        .toList();
  }

  /** The modules of a node that names none. */
  Map<String, Options> defaults() {
    final Map<String, Options> plan = new LinkedHashMap<>();
    features.values().stream()
        .filter(Feature::enabledByDefault)
        .forEach(feature -> install(feature, plan, Map.of()));
    return plan;
  }

  /** The modules named, each behind those it requires. */
  Map<String, Options> plan(final Values modules) {
    final Map<String, Options> configured = new LinkedHashMap<>();
    modules
        .values()
        .forEach(
            (name, values) ->
                configured.put(name, new Options(OptionKeys.values((Values) values))));
    final Map<String, Options> plan = new LinkedHashMap<>();
    configured.keySet().forEach(name -> install(features.get(name), plan, configured));
    return plan;
  }

  private void install(
      final Feature feature,
      final Map<String, Options> plan,
      final Map<String, Options> configured) {
    if (plan.containsKey(feature.module())) {
      return;
    }
    for (final String required : feature.requires()) {
      final Feature other = features.get(required);
      if (other != null && !plan.containsKey(required)) {
        install(other, plan, configured);
      }
    }
    plan.put(feature.module(), configured.getOrDefault(feature.module(), Options.defaults()));
  }

  private void add(final List<Key<?>> keys, final Key<?> key) {
    if (!features.containsKey(key.name())) {
      keys.add(key);
    }
  }

  private static Key<Values> key(final Feature feature) {
    final String title = "[modules." + feature.module() + "]";
    final List<Key<?>> keys = new ArrayList<>(OptionKeys.of(title, feature.options()));
    final Section declared = new Section(title, help(feature), keys);
    for (final Key<?> extra : MongooseModules.extraKeys(feature.module())) {
      if (declared.find(extra.name()) == null) {
        keys.add(extra);
      }
    }
    final Section all = new Section(title, declared.help(), keys);
    return Key.of(feature.module(), Tables.table(all), null, help(feature));
  }

  private static String help(final Feature feature) {
    final List<String> specs =
        feature.specs().stream().map(spec -> spec.document() + " " + spec.title()).toList();
    final String start = feature.enabledByDefault() ? "*default* " : "";
    return start + (specs.isEmpty() ? feature.module() : String.join("; ", specs)) + ".";
  }
}
