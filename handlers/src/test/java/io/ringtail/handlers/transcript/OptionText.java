// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.transcript;

import io.ringtail.handlers.router.HostTypes;
import io.ringtail.handlers.spi.Feature;
import io.ringtail.handlers.spi.Option;
import io.ringtail.handlers.spi.Options;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the little TOML that transcripts give options in: flags, numbers, quoted texts, lists of
 * these and lists of inline tables of these.
 *
 * <p>Owner: one call of {@link #read}. Allocates: per call.
 */
final class OptionText {
  private final String text;
  private int at;

  private OptionText(final String text) {
    this.text = text;
  }

  /** The module's options among the settings. */
  static Options read(final String module, final List<Transcript.Setting> settings) {
    final Feature feature =
        HostTypes.discover().stream()
            .filter(known -> known.module().equals(module))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no module " + module));
    final Map<String, Object> values = new HashMap<>();
    for (final Transcript.Setting setting : settings) {
      if (setting.module().equals(module)) {
        values.put(setting.key(), value(option(feature, setting.key()), setting.value()));
      }
    }
    return new Options(values);
  }

  private static Option<?> option(final Feature feature, final String key) {
    return feature.options().stream()
        .filter(option -> option.name().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(feature.module() + " has no option " + key));
  }

  private static Object value(final Option<?> option, final String text) {
    final Object read = new OptionText(text).value();
    return switch (option.kind()) {
      case Option.Flag flag -> Boolean.valueOf((String) read);
      case Option.Whole whole -> Long.valueOf((String) read);
      case Option.Text any -> read;
      case Option.OneOf words -> read;
      case Option.SomeOf words -> read;
      case Option.Texts texts -> read;
      case Option.Tables tables -> read;
    };
  }

  private Object value() {
    skipSpace();
    return switch (text.charAt(at)) {
      case '[' -> list();
      case '{' -> table();
      case '"' -> quoted();
      default -> word();
    };
  }

  private List<Object> list() {
    final List<Object> values = new ArrayList<>();
    at++;
    while (!ends(']')) {
      values.add(value());
    }
    return values;
  }

  private Map<String, String> table() {
    final Map<String, String> values = new LinkedHashMap<>();
    at++;
    while (!ends('}')) {
      final String key = word();
      skipSpace();
      at++; // the equals sign
      final Object value = value();
      values.put(
          key,
          value instanceof List<?> list
              ? String.join("\n", list.stream().map(Object::toString).toList())
              : value.toString());
    }
    return values;
  }

  private boolean ends(final char bracket) {
    skipSpace();
    if (text.charAt(at) == ',') {
      at++;
      skipSpace();
    }
    final boolean ended = text.charAt(at) == bracket;
    at += ended ? 1 : 0;
    return ended;
  }

  private String quoted() {
    final int end = text.indexOf('"', at + 1);
    final String value = text.substring(at + 1, end);
    at = end + 1;
    return value;
  }

  private String word() {
    final int start = at;
    while (at < text.length() && " ,]}=\n".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
