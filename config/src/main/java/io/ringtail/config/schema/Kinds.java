// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.ConfigValue;
import io.ringtail.config.toml.TomlSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The kinds of single values and lists.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
public final class Kinds {
  /** What {@code "infinity"} reads as. */
  public static final long INFINITY = Long.MAX_VALUE;

  private Kinds() {}

  public static Kind<Boolean> flag() {
    return new Flag();
  }

  /** A whole number, both bounds included. */
  public static Kind<Long> whole(final long min, final long max) {
    return new Whole(min, max, false);
  }

  /** A whole number or {@code "infinity"}, which reads as {@link #INFINITY}. */
  public static Kind<Long> limit(final long min, final long max) {
    return new Whole(min, max, true);
  }

  public static Kind<String> text() {
    return new Text("a text", false);
  }

  /** Path of a file, relative to the working directory. */
  public static Kind<String> file() {
    return new Text("a file name", false);
  }

  /** A text that is never printed. */
  public static Kind<String> secret() {
    return new Text("a secret text", true);
  }

  /** One of the words. */
  public static Kind<String> word(final String... words) {
    return new Word(List.of(words));
  }

  public static Kind<List<String>> texts() {
    return new ListOf<>(text(), "a list of texts");
  }

  public static Kind<List<String>> words(final String... words) {
    return new ListOf<>(word(words), "a list of " + quoted(List.of(words)));
  }

  public static Kind<List<Long>> wholes(final long min, final long max) {
    return new ListOf<>(whole(min, max), "a list of whole numbers, " + min + " to " + max);
  }

  /** A text or a whole number, as access rules return. */
  public static Kind<Object> textOrWhole() {
    return new TextOrWhole();
  }

  /** Whatever it is, it is not looked at. */
  public static Kind<Object> anything() {
    return new Anything();
  }

  static String quoted(final List<String> words) {
    return "\"" + String.join("\", \"", words) + "\"";
  }

  private record Flag() implements Kind<Boolean> {
    @Override
    public Boolean read(final ConfigValue value, final Place at) {
      return switch (value) {
        case ConfigValue.Scalar(Boolean flag, var origin) -> flag;
        case ConfigValue.Loose(String text, var origin)
            when "true".equals(text) || "false".equals(text) ->
            "true".equals(text);
        default -> at.refuse(value, describe());
      };
    }

    @Override
    public String describe() {
      return "true or false";
    }
  }

  private record Whole(long min, long max, boolean infinite) implements Kind<Long> {
    @Override
    public Long read(final ConfigValue value, final Place at) {
      return switch (value) {
        case ConfigValue.Scalar(Long number, var origin) -> inRange(number, value, at);
        case ConfigValue.Scalar(String text, var origin) when infinite && "infinity".equals(text) ->
            INFINITY;
        case ConfigValue.Loose(String text, var origin)
            when infinite && "infinity".equals(text.replace("\"", "")) ->
            INFINITY;
        case ConfigValue.Loose(String text, var origin) when text.matches("[+-]?[0-9_]{1,18}") ->
            inRange(Long.parseLong(text.replace("_", "")), value, at);
        default -> at.refuse(value, describe());
      };
    }

    private Long inRange(final long number, final ConfigValue value, final Place at) {
      if (number >= min && number <= max) {
        return number;
      }
      at.error(value, "is " + number + ", out of range: " + describe());
      return null;
    }

    @Override
    public String describe() {
      final String upper = max == Long.MAX_VALUE ? " or more" : " to " + max;
      return "a whole number, " + min + upper + (infinite ? ", or \"infinity\"" : "");
    }

    @Override
    public String print(final Long value) {
      return value == INFINITY ? "\"infinity\"" : value.toString();
    }
  }

  private record Text(String name, boolean secret) implements Kind<String> {
    @Override
    public String read(final ConfigValue value, final Place at) {
      return switch (value) {
        case ConfigValue.Scalar(String text, var origin) -> text;
        case ConfigValue.Loose loose -> unquoted(loose);
        default -> at.refuse(value, describe());
      };
    }

    /** {@code --set key="text"} may carry TOML quotes. */
    private static String unquoted(final ConfigValue.Loose loose) {
      final boolean quotes = loose.text().startsWith("\"") && loose.text().endsWith("\"");
      final ConfigValue value = quotes ? TomlSource.readValue(loose.text(), loose.origin()) : null;
      return value instanceof ConfigValue.Scalar(String text, var origin) ? text : loose.text();
    }

    @Override
    public String describe() {
      return name;
    }

    @Override
    public String print(final String value) {
      return secret && !value.isEmpty() ? "\"***\"" : TomlText.quote(value);
    }
  }

  private record Word(List<String> words) implements Kind<String> {
    @Override
    public String read(final ConfigValue value, final Place at) {
      final String text = text().read(value, at);
      if (text == null || words.contains(text)) {
        return text;
      }
      final String hint = Nearest.hint(text, words);
      at.error(value, "is \"" + text + "\", not " + describe() + hint);
      return null;
    }

    @Override
    public String describe() {
      return words.size() == 1 ? quoted(words) : "one of " + quoted(words);
    }

    @Override
    public String print(final String value) {
      return TomlText.quote(value);
    }
  }

  private record ListOf<T>(Kind<T> element, String name) implements Kind<List<T>> {
    @Override
    public List<T> read(final ConfigValue value, final Place at) {
      return switch (value) {
        case ConfigValue.Array array -> elements(array.elements(), at);
        case ConfigValue.Loose loose -> elements(split(loose), at);
        default -> at.refuse(value, describe());
      };
    }

    private List<T> elements(final List<ConfigValue> values, final Place at) {
      final List<T> read = new ArrayList<>();
      for (int i = 0; i < values.size(); i++) {
        final T value = element.read(values.get(i), at.element(i));
        if (value != null) {
          read.add(value);
        }
      }
      return List.copyOf(read);
    }

    /** A TOML list, or words with commas between them. */
    private static List<ConfigValue> split(final ConfigValue.Loose loose) {
      if (TomlSource.readValue(loose.text(), loose.origin()) instanceof ConfigValue.Array array) {
        return array.elements();
      }
      final List<ConfigValue> parts = new ArrayList<>();
      for (final String part : loose.text().split(",")) {
        parts.add(new ConfigValue.Loose(part.strip(), loose.origin()));
      }
      return parts;
    }

    @Override
    public String describe() {
      return name;
    }

    @Override
    public String print(final List<T> value) {
      return "[" + String.join(", ", value.stream().map(element::print).toList()) + "]";
    }
  }

  private record TextOrWhole() implements Kind<Object> {
    @Override
    public Object read(final ConfigValue value, final Place at) {
      return switch (value) {
        case ConfigValue.Scalar(Long number, var origin) -> number;
        case ConfigValue.Scalar(String text, var origin) -> text;
        case ConfigValue.Loose(String text, var origin) -> text;
        default -> at.refuse(value, describe());
      };
    }

    @Override
    public String describe() {
      return "a text or a whole number";
    }

    @Override
    public String print(final Object value) {
      return value instanceof String text ? TomlText.quote(text) : value.toString();
    }
  }

  private record Anything() implements Kind<Object> {
    @Override
    public Object read(final ConfigValue value, final Place at) {
      return value;
    }

    @Override
    public String describe() {
      return "anything";
    }
  }
}
