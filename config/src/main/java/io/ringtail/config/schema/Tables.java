// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.ConfigValue;
import io.ringtail.config.toml.TomlSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of values that hold other values.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
public final class Tables {
  private Tables() {}

  /** A kind made of tables of one section; the reference page descends into it. */
  public interface Nested {
    Section section();
  }

  /** {@code [a.b]}. */
  public static Kind<Values> table(final Section section) {
    return new One(section);
  }

  /** {@code [[a.b]]} or a list of inline tables. */
  public static Kind<List<Values>> tables(final Section section) {
    return new Many(section);
  }

  /** Names the operator chooses, each with a value of the kind: {@code [shaper.fast]}. */
  public static <T> Kind<Map<String, T>> named(final Kind<T> kind) {
    return new Named<>(kind);
  }

  /** {@code [{a = "b"}, …]} with the keys in the order given. */
  public static String printMaps(final List<Map<String, String>> tables, final List<String> keys) {
    final List<String> printed = new ArrayList<>();
    for (final Map<String, String> table : tables) {
      final List<String> entries = new ArrayList<>();
      for (final String key : keys) {
        if (table.containsKey(key)) {
          entries.add(TomlText.key(key) + " = " + TomlText.quote(table.get(key)));
        }
      }
      printed.add("{" + String.join(", ", entries) + "}");
    }
    return "[" + String.join(", ", printed) + "]";
  }

  /** A table as it stands: a loose value may be an inline table. */
  static ConfigValue opened(final ConfigValue value) {
    if (value instanceof ConfigValue.Loose(String text, var origin)) {
      final ConfigValue parsed = TomlSource.readValue(text, origin);
      return parsed == null ? value : parsed;
    }
    return value;
  }

  /** One table. */
  public record One(Section section) implements Kind<Values>, Nested {
    @Override
    public Values read(final ConfigValue value, final Place at) {
      return opened(value) instanceof ConfigValue.Table table
          ? SectionReader.read(section, table, at)
          : at.refuse(value, describe());
    }

    @Override
    public String describe() {
      return "a table";
    }
  }

  /** A list of tables. */
  public record Many(Section section) implements Kind<List<Values>>, Nested {
    @Override
    public List<Values> read(final ConfigValue value, final Place at) {
      return switch (opened(value)) {
        case ConfigValue.Array array -> elements(array, at);
        default -> at.refuse(value, describe());
      };
    }

    private List<Values> elements(final ConfigValue.Array array, final Place at) {
      final List<Values> read = new ArrayList<>();
      for (int i = 0; i < array.elements().size(); i++) {
        final ConfigValue element = array.elements().get(i);
        final Place place = at.element(i);
        if (element instanceof ConfigValue.Table table) {
          read.add(SectionReader.read(section, table, place));
        } else {
          place.refuse(element, "a table");
        }
      }
      return List.copyOf(read);
    }

    @Override
    public String describe() {
      return "a list of tables";
    }

    /** {@code [{acl = "all", value = 10}]}. */
    @Override
    public String print(final List<Values> tables) {
      final List<String> printed = new ArrayList<>();
      for (final Values table : tables) {
        final List<String> entries = new ArrayList<>();
        for (final Key<?> key : section.keys()) {
          final Object value = table.values().get(key.name());
          if (value != null) {
            entries.add(TomlText.key(key.name()) + " = " + key.print(value));
          }
        }
        printed.add("{" + String.join(", ", entries) + "}");
      }
      return "[" + String.join(", ", printed) + "]";
    }
  }

  /** A table whose names are free. */
  public record Named<T>(Kind<T> kind) implements Kind<Map<String, T>> {
    @Override
    public Map<String, T> read(final ConfigValue value, final Place at) {
      if (!(opened(value) instanceof ConfigValue.Table table)) {
        return at.refuse(value, describe());
      }
      final Map<String, T> read = new LinkedHashMap<>();
      table
          .entries()
          .forEach(
              (name, entry) -> {
                final T one = kind.read(entry, at.child(name));
                if (one != null) {
                  read.put(name, one);
                }
              });
      return read;
    }

    @Override
    public String describe() {
      return "a table of " + kind.describe();
    }
  }
}
