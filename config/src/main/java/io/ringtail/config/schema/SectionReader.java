// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.ConfigValue;
import io.ringtail.config.toml.Origin;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one table against its section: unknown keys, wrong types and missing keys are reported, the
 * rest is typed.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
public final class SectionReader {
  private final Section section;
  private final Place at;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Origin> origins = new LinkedHashMap<>();

  private SectionReader(final Section section, final Place at) {
    this.section = section;
    this.at = at;
  }

  /** Never null; whatever is wrong is in the place's problems. */
  public static Values read(final Section section, final ConfigValue.Table table, final Place at) {
    final SectionReader reader = new SectionReader(section, at);
    table.entries().forEach(reader::entry);
    reader.missing(table);
    return new Values(at.path(), table.origin(), reader.values, reader.origins);
  }

  private void entry(final String name, final ConfigValue value) {
    final Key<?> key = section.find(name);
    final Place place = at.child(name);
    if (key == null) {
      final String known = Nearest.hint(name, section.names());
      at.problems().error(value.origin(), "unknown key " + place.path() + known);
      return;
    }
    switch (key.use()) {
      case Key.Use.Normal normal -> take(key, value, place);
      case Key.Use.Required required -> take(key, value, place);
      case Key.Use.Ignored ignored -> place.warning(value, "changes nothing: " + ignored.why());
      case Key.Use.Refused refused -> place.error(value, "is not available: " + refused.why());
      case Key.Use.Renamed renamed -> renamed(renamed.now(), value, place);
    }
  }

  private void renamed(final String now, final ConfigValue value, final Place place) {
    place.warning(value, "is now called " + at.child(now).path());
    final Key<?> key = section.find(now);
    if (!values.containsKey(now)) {
      take(key, value, place);
    }
  }

  private void take(final Key<?> key, final ConfigValue value, final Place place) {
    origins.put(key.name(), value.origin());
    final Object read = key.kind().read(value, place);
    if (read != null) {
      values.put(key.name(), read);
    }
  }

  private void missing(final ConfigValue.Table table) {
    for (final Key<?> key : section.keys()) {
      if (key.use() instanceof Key.Use.Required && !origins.containsKey(key.name())) {
        at.problems().error(table.origin(), at.child(key.name()).path() + " is missing");
      }
    }
  }
}
