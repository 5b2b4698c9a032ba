// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kind;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Place;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import io.ringtail.config.toml.ConfigValue;
import io.ringtail.handlers.spi.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the options a feature declares into keys of its section, and the values back into options.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
final class OptionKeys {
  private OptionKeys() {}

  /** Keys for the options; an option with a dot becomes a sub-table. */
  static List<Key<?>> of(final String title, final List<Option<?>> options) {
    final Map<String, List<Option<?>>> byTable = new LinkedHashMap<>();
    final List<Key<?>> keys = new ArrayList<>();
    for (final Option<?> option : options) {
      final int dot = option.name().indexOf('.');
      if (dot < 0) {
        keys.add(key(option));
      } else {
        final String table = option.name().substring(0, dot);
        byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(inner(option, dot));
      }
    }
    byTable.forEach((table, inner) -> keys.add(table(title, table, inner)));
    return keys;
  }

  /** Option values by full name, those configured only. */
  static Map<String, Object> values(final Values section) {
    final Map<String, Object> options = new LinkedHashMap<>();
    section
        .values()
        .forEach(
            (name, value) -> {
              if (value instanceof Values table) {
                values(table).forEach((inner, one) -> options.put(name + "." + inner, one));
              } else {
                options.put(name, value);
              }
            });
    return options;
  }

  private static Key<Values> table(
      final String title, final String name, final List<Option<?>> options) {
    final String inner = title.replace("]", "." + name + "]");
    final List<Key<?>> keys = of(inner, options);
    final String path = inner.substring(inner.indexOf('.') + 1, inner.length() - 1);
    keys.addAll(MongooseModules.extraKeysOfTable(path));
    final Section section = new Section(inner, "", keys);
    return Key.of(name, Tables.table(section), null, "Sub-table.");
  }

  private static <T> Option<T> inner(final Option<T> option, final int dot) {
    return new Option<>(
        option.name().substring(dot + 1),
        option.kind(),
        option.defaultValue(),
        option.unit(),
        option.help());
  }

  @SuppressWarnings("unchecked") // each case below reads exactly the option's Java type
  private static <T> Key<T> key(final Option<T> option) {
    final Kind<T> kind = (Kind<T>) kind(option.kind());
    return Key.of(option.name(), kind, option.defaultValue(), option.help()).in(option.unit());
  }

  private static Kind<?> kind(final Option.Kind<?> kind) {
    return switch (kind) {
      case Option.Flag flag -> Kinds.flag();
      case Option.Whole(long min, long max) ->
          max == Kinds.INFINITY ? Kinds.limit(min, max) : Kinds.whole(min, max);
      case Option.Text text -> Kinds.text();
      case Option.OneOf(List<String> words) -> Kinds.word(words.toArray(String[]::new));
      case Option.SomeOf(List<String> words) -> Kinds.words(words.toArray(String[]::new));
      case Option.Texts texts -> Kinds.texts();
      case Option.Tables(List<String> keys) -> new TextTables(section(keys));
    };
  }

  private static Section section(final List<String> keys) {
    final List<Key<?>> texts = new ArrayList<>();
    for (final String key : keys) {
      texts.add(Key.of(key, new Joined(), null, ""));
    }
    return new Section("", "", texts);
  }

  /** A text, a whole number, or a list of texts, which becomes one text with line feeds between. */
  private record Joined() implements Kind<Object> {
    @Override
    public Object read(final ConfigValue value, final Place at) {
      if (!(value instanceof ConfigValue.Array)) {
        return Kinds.textOrWhole().read(value, at);
      }
      final List<String> texts = Kinds.texts().read(value, at);
      return texts == null ? null : String.join("\n", texts);
    }

    @Override
    public String describe() {
      return "a text, a whole number or a list of texts";
    }

    @Override
    public String print(final Object value) {
      return Kinds.textOrWhole().print(value);
    }
  }

  /** A list of tables of texts. */
  private record TextTables(Section section) implements Kind<List<Map<String, String>>> {
    @Override
    public List<Map<String, String>> read(final ConfigValue value, final Place at) {
      final List<Values> tables = Tables.tables(section).read(value, at);
      return tables == null ? null : tables.stream().map(TextTables::texts).toList();
    }

    private static Map<String, String> texts(final Values values) {
      final Map<String, String> texts = new LinkedHashMap<>();
      values.values().forEach((key, value) -> texts.put(key, String.valueOf(value)));
      return Map.copyOf(texts);
    }

    @Override
    public String describe() {
      return "a list of tables with the keys " + String.join(", ", section.names());
    }

    @Override
    public String print(final List<Map<String, String>> value) {
      return Tables.printMaps(value, section.names());
    }
  }
}
