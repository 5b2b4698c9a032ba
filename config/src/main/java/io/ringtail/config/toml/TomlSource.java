// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.toml;

import io.ringtail.config.schema.Problems;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads TOML text into a tree of values with origins; the only place that knows the TOML library.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
public final class TomlSource {
  private final String name;

  private TomlSource(final String name) {
    this.name = name;
  }

  /** The whole document; syntax errors are reported, and what could be read is returned. */
  public static ConfigValue.Table read(
      final String name, final String text, final Problems problems) {
    final TomlParseResult result = Toml.parse(text);
    for (final TomlParseError error : result.errors()) {
      problems.error(origin(name, error.position()), "not TOML: " + message(error));
    }
    return new TomlSource(name).table(result, new Origin(name, 1, 1));
  }

  /** One value as it would stand behind {@code key =}; null when it is not TOML. */
  public static ConfigValue readValue(final String text, final Origin origin) {
    final TomlParseResult result = Toml.parse("value = " + text);
    if (result.hasErrors() || result.keySet().size() != 1) {
      return null;
    }
    return new TomlSource("").value(result.get(List.of("value")), origin);
  }

  private ConfigValue.Table table(final TomlTable toml, final Origin origin) {
    final ConfigValue.Table table = ConfigValue.Table.empty(origin);
    for (final String key : toml.keySet()) {
      final TomlPosition position = toml.inputPositionOf(List.of(key));
      final Origin place = name.isEmpty() || position == null ? origin : origin(name, position);
      table.entries().put(key, value(toml.get(List.of(key)), place));
    }
    return table;
  }

  private ConfigValue array(final TomlArray toml, final Origin origin) {
    final ConfigValue.Array array = ConfigValue.Array.empty(origin);
    for (int i = 0; i < toml.size(); i++) {
      final TomlPosition position = toml.inputPositionOf(i);
      final Origin place = name.isEmpty() || position == null ? origin : origin(name, position);
      array.elements().add(value(toml.get(i), place));
    }
    return array;
  }

  private ConfigValue value(final Object toml, final Origin origin) {
    return switch (toml) {
      case TomlTable table -> table(table, origin);
      case TomlArray array -> array(array, origin);
      default -> new ConfigValue.Scalar(toml, origin);
    };
  }

  private static Origin origin(final String name, final TomlPosition position) {
    return new Origin(name, position.line(), position.column());
  }

  /** The library repeats the position in its message. */
  private static String message(final TomlParseError error) {
    return error.getMessage().replaceAll("\\s*\\(line \\d+, column \\d+\\)", "");
  }
}
