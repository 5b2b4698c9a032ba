// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.toml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was configured, before anyone has checked it: a tree in which every value knows its origin.
 *
 * <p>Owner: the thread that reads the configuration; changed only while overrides are applied.
 * Allocates: at start.
 */
public sealed interface ConfigValue {
  Origin origin();

  /** Word for error messages. */
  String typeName();

  /** Named values in the order written. */
  record Table(Map<String, ConfigValue> entries, Origin origin) implements ConfigValue {
    public static Table empty(final Origin origin) {
      return new Table(new LinkedHashMap<>(), origin);
    }

    @Override
    public String typeName() {
      return "a table";
    }
  }

  /** Values in order. */
  record Array(List<ConfigValue> elements, Origin origin) implements ConfigValue {
    public static Array empty(final Origin origin) {
      return new Array(new ArrayList<>(), origin);
    }

    @Override
    public String typeName() {
      return "a list";
    }
  }

  /** One value: a String, Long, Double, Boolean or a date. */
  record Scalar(Object value, Origin origin) implements ConfigValue {
    @Override
    public String typeName() {
      return switch (value) {
        case String text -> "a text";
        case Long whole -> "a whole number";
        case Double fraction -> "a number with a fraction";
        case Boolean flag -> "true or false";
        default -> "a date or time";
      };
    }
  }

  /**
   * A value whose type is not known yet, since it came as bare characters: from the command line,
   * from the environment, or from a {@code ${…}} reference. The key decides how to read it.
   */
  record Loose(String text, Origin origin) implements ConfigValue {
    @Override
    public String typeName() {
      return "the text \"" + text + "\"";
    }
  }
}
