// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Place;
import io.ringtail.config.schema.Problems;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.SectionReader;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.GeneralSettings;
import io.ringtail.config.settings.HostTypeSettings;
import io.ringtail.config.settings.ListenerSettings;
import io.ringtail.config.settings.NodeSettings;
import io.ringtail.config.toml.ConfigValue;
import io.ringtail.handlers.spi.Feature;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a tree of values into settings; whatever is wrong anywhere is in the problems together.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
public final class ConfigReader {
  private final ModulesSection features;
  private final RootSection schema;

  public ConfigReader(final List<Feature> features) {
    this.features = new ModulesSection(features);
    this.schema = new RootSection(this.features);
  }

  /** Everything a file may hold. */
  public Section schema() {
    return schema.section;
  }

  /** Modules that run where none is named. */
  public List<String> defaultModules() {
    return features.defaultNames();
  }

  /** What was read; the settings are to be used only when there are no errors. */
  public record Result(NodeSettings settings, Values values) {}

  /** Reads the tree; file names in it are relative to the folder. */
  public Result read(final ConfigValue.Table tree, final Path folder, final Problems problems) {
    final Values root = SectionReader.read(schema.section, tree, new Place("", problems));
    final Reading reading = new Reading(problems, folder);
    final List<HostTypeSettings> hostTypes =
        new HostTypes(schema, features, root, reading).settings();
    final Values general = section(root, RootSection.GENERAL);
    final List<Values> listeners = listeners(root, reading);
    final GeneralSettings node =
        GeneralSection.settings(
            general, CrossChecks.defaultDomain(general, hostTypes, reading), reading);
    final List<ListenerSettings> sockets = ListenSection.settings(listeners, reading);
    final NodeSettings settings =
        new NodeSettings(
            node,
            sockets,
            PoolsSection.settings(section(root, RootSection.POOLS), reading),
            hostTypes,
            shapers(root),
            RingSection.settings(section(root, RootSection.RING), reading),
            LoginsSection.settings(section(root, RootSection.LOGINS), sockets),
            JournalSection.settings(section(root, RootSection.JOURNAL), reading),
            PerfSection.settings(section(root, RootSection.PERF), reading));
    final CrossChecks checks = new CrossChecks(settings, reading);
    listeners.forEach(checks::listener);
    return new Result(settings, root);
  }

  private static List<Values> listeners(final Values root, final Reading reading) {
    final Values listen = section(root, RootSection.LISTEN);
    final List<Values> listeners = listen.get(ListenSection.LISTENERS);
    if (listeners.isEmpty() && listen.originOf(ListenSection.LISTENERS) == listen.origin()) {
      reading.error(listen, ListenSection.LISTENERS, "is missing: nobody could connect");
    }
    return listeners;
  }

  private static Map<String, Long> shapers(final Values root) {
    final Map<String, Long> shapers = new LinkedHashMap<>();
    root.get(RootSection.SHAPER)
        .forEach(
            (name, shaper) -> {
              if (shaper.has(AccessSection.MAX_RATE)) {
                shapers.put(name, shaper.get(AccessSection.MAX_RATE));
              }
            });
    return shapers;
  }

  /** A section as configured, or an empty one of the same name. */
  static Values section(final Values parent, final Key<Values> key) {
    if (parent.has(key)) {
      return parent.get(key);
    }
    final String path = parent.path().isEmpty() ? key.name() : parent.path() + "." + key.name();
    return new Values(path, parent.origin(), Map.of(), Map.of());
  }
}
