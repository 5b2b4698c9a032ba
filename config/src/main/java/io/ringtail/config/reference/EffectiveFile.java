// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reference;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.TomlText;
import io.ringtail.config.schema.Values;
import io.ringtail.config.toml.Origin;
import java.util.List;
import java.util.Map;

/**
 * Writes the configuration in effect as a file: what was configured and the defaults of the rest,
 * secrets masked.
 *
 * <p>Owner: the command's thread. Allocates: per call.
 */
public final class EffectiveFile {
  private final StringBuilder out = new StringBuilder();

  private EffectiveFile() {}

  public static String text(final Section root, final Values values) {
    final EffectiveFile file = new EffectiveFile();
    for (final Key<?> key : root.keys()) {
      file.nested("", key, values);
    }
    return file.out.toString().stripLeading();
  }

  private void section(final String path, final Section section, final Values values) {
    for (final Key<?> key : section.keys()) {
      final Object value =
          values.values().containsKey(key.name())
              ? values.values().get(key.name())
              : key.fallback();
      if (key.isRead() && isPlain(key) && value != null) {
        out.append(TomlText.key(key.name())).append(" = ").append(key.print(value)).append('\n');
      }
    }
    for (final Key<?> key : section.keys()) {
      nested(path + ".", key, values);
    }
  }

  private void nested(final String prefix, final Key<?> key, final Values parent) {
    final Object value = parent.values().get(key.name());
    final String path = prefix + TomlText.key(key.name());
    switch (key.kind()) {
      case Tables.One(Section section) when value instanceof Values table ->
          table("[" + path + "]", path, section, table);
      case Tables.One(Section section)
          when prefix.isEmpty() && section.keys().stream().anyMatch(EffectiveFile::hasFallback) ->
          table("[" + path + "]", path, section, empty(path));
      case Tables.Many(Section section) when value instanceof List<?> list ->
          list.forEach(table -> table("[[" + path + "]]", path, section, (Values) table));
      case Tables.Named<?> named when value instanceof Map<?, ?> map -> named(path, named, map);
      default -> {
        // A plain key, or nothing configured.
      }
    }
  }

  private void named(final String path, final Tables.Named<?> named, final Map<?, ?> map) {
    if (named.kind() instanceof Tables.One(Section section)) {
      map.forEach(
          (name, table) -> {
            final String inner = path + "." + TomlText.key((String) name);
            table("[" + inner + "]", inner, section, (Values) table);
          });
    } else if (named.kind() instanceof Tables.Many many) {
      out.append("\n[").append(path).append("]\n");
      map.forEach((name, tables) -> inline((String) name, many, tables));
    }
  }

  @SuppressWarnings("unchecked") // the named kind reads lists of tables
  private void inline(final String name, final Tables.Many many, final Object tables) {
    out.append(TomlText.key(name)).append(" = ");
    out.append(many.print((List<Values>) tables)).append('\n');
  }

  private void table(
      final String header, final String path, final Section section, final Values values) {
    // A section of sub-tables only needs no header of its own, unless it is there and empty.
    if (values.isEmpty() || section.keys().stream().anyMatch(EffectiveFile::isPlainAndRead)) {
      out.append('\n').append(header).append('\n');
    }
    section(path, section, values);
  }

  static boolean isPlain(final Key<?> key) {
    return !(key.kind() instanceof Tables.Nested) && !(key.kind() instanceof Tables.Named<?>);
  }

  private static boolean isPlainAndRead(final Key<?> key) {
    return key.isRead() && isPlain(key);
  }

  private static boolean hasFallback(final Key<?> key) {
    return key.isRead() && isPlain(key) && key.fallback() != null;
  }

  private static Values empty(final String path) {
    return new Values(path, Origin.of(path), Map.of(), Map.of());
  }
}
