// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reference;

import io.ringtail.config.reading.ConfigLoader;
import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.TomlText;
import io.ringtail.config.schema.Values;
import java.util.List;

/**
 * Writes the built-in defaults as a file to begin with: every key explained, those that are left at
 * their default commented out.
 *
 * <p>Owner: the command's thread. Allocates: per call.
 */
public final class DefaultFile {
  private static final int WIDTH = 96;

  private final StringBuilder out = new StringBuilder();

  private DefaultFile() {}

  public static String text(final ConfigLoader loader) {
    final DefaultFile file = new DefaultFile();
    file.out.append(
        "# Ringtail's configuration: the defaults. A commented line shows a default.\n");
    final Values defaults = loader.defaults();
    for (final Key<?> key : loader.schema().keys()) {
      file.nested("", key, defaults);
    }
    return file.out.toString();
  }

  /** {@code values} is null when the table is not configured: everything is commented out. */
  private void section(final String path, final Section section, final Values values) {
    for (final Key<?> key : section.keys()) {
      if (key.isRead() && EffectiveFile.isPlain(key)) {
        comment(key.help());
        plain(key, values);
      }
    }
    for (final Key<?> key : section.keys()) {
      nested(path + ".", key, values);
    }
  }

  private void plain(final Key<?> key, final Values values) {
    final boolean set = values != null && values.values().containsKey(key.name());
    final String value =
        set
            ? key.print(values.values().get(key.name()))
            : key.fallback() == null ? "…" : key.printedFallback();
    out.append(set ? "" : "# ").append(TomlText.key(key.name())).append(" = ").append(value);
    out.append('\n');
  }

  private void nested(final String prefix, final Key<?> key, final Values parent) {
    if (!key.isRead()) {
      return;
    }
    final Object value = parent == null ? null : parent.values().get(key.name());
    final String path = prefix + TomlText.key(key.name());
    switch (key.kind()) {
      case Tables.One(Section section) ->
          table("[" + path + "]", path, section, value instanceof Values table ? table : null);
      case Tables.Many(Section section) when value instanceof List<?> list -> {
        table("[[" + path + "]]", path, section, (Values) list.getFirst());
        list.stream().skip(1).forEach(more -> more(path, section, (Values) more));
      }
      case Tables.Many(Section section) -> table("[[" + path + "]]", path, section, null);
      case Tables.Named<?> named -> named(path, named);
      default -> {
        // A plain key.
      }
    }
  }

  private void named(final String path, final Tables.Named<?> named) {
    if (named.kind() instanceof Tables.One(Section section)) {
      final String name = section.title().replaceAll(".*\\.|]|\\*", "");
      final String inner = path + "." + (name.isEmpty() ? "normal" : name);
      table("[" + inner + "]", inner, section, null);
    } else if (named.kind() instanceof Tables.Many(Section section)) {
      out.append('\n');
      comment(section.help());
      out.append("# [").append(path).append("]\n");
    }
  }

  private void table(
      final String header, final String path, final Section section, final Values values) {
    out.append('\n');
    comment(section.help());
    out.append(values == null ? "# " : "").append(header).append('\n');
    section(path, section, values);
  }

  /** A further element of a list: only what differs from the defaults. */
  private void more(final String path, final Section section, final Values values) {
    out.append("\n[[").append(path).append("]]\n");
    for (final Key<?> key : section.keys()) {
      if (EffectiveFile.isPlain(key) && values.values().containsKey(key.name())) {
        plain(key, values);
      }
    }
    for (final Key<?> key : section.keys()) {
      if (key.kind() instanceof Tables.One(Section inner)
          && values.values().get(key.name()) instanceof Values table) {
        out.append("[").append(path).append('.').append(key.name()).append("]\n");
        inner.keys().stream()
            .filter(one -> table.values().containsKey(one.name()))
            .forEach(one -> plain(one, table));
      }
    }
  }

  private void comment(final String text) {
    int used = 0;
    for (final String word : text.split(" ")) {
      if (used == 0 || used + word.length() >= WIDTH) {
        out.append(used == 0 ? "# " : "\n# ").append(word);
        used = word.length() + 2;
      } else {
        out.append(' ').append(word);
        used += word.length() + 1;
      }
    }
    out.append('\n');
  }
}
