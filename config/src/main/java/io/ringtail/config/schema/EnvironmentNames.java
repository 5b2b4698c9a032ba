// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.ConfigValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the key an environment variable means: {@code LISTEN_C2S_0_PORT} is {@code
 * listen.c2s[0].port}. Underscores separate levels and occur in names, so the known keys decide.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: per call.
 */
public final class EnvironmentNames {
  private EnvironmentNames() {}

  /** Whether the name begins with a section's name; others are not meant for the configuration. */
  public static boolean concerns(final String name, final Section root) {
    return root.keys().stream().anyMatch(key -> rest(name, key.name()) != null);
  }

  /** Path of the key, or null when there is none. */
  public static List<String> path(
      final String name, final Section section, final ConfigValue tree) {
    final List<Key<?>> longestFirst =
        section.keys().stream()
            .sorted(Comparator.comparing((Key<?> key) -> -key.name().length()))
            .toList();
    for (final Key<?> key : longestFirst) {
      final String rest = rest(name, key.name());
      final List<String> path =
          rest == null ? null : inside(rest, key.kind(), child(tree, key.name()));
      if (path != null) {
        return prepend(key.name(), path);
      }
    }
    return null;
  }

  private static List<String> inside(
      final String rest, final Kind<?> kind, final ConfigValue tree) {
    if (rest.isEmpty()) {
      return List.of();
    }
    return switch (kind) {
      case Tables.One one -> path(rest, one.section(), tree);
      case Tables.Many many -> element(rest, many, tree);
      case Tables.Named<?> named -> name(rest, named, tree);
      default -> null;
    };
  }

  private static List<String> element(
      final String rest, final Tables.Many many, final ConfigValue tree) {
    final int end = rest.indexOf('_');
    if (end < 1 || !rest.substring(0, end).matches("[0-9]{1,4}")) {
      return null;
    }
    final String index = rest.substring(0, end);
    final List<String> path = path(rest.substring(end + 1), many.section(), child(tree, index));
    return path == null ? null : prepend(index, path);
  }

  /** A free name: one that the file has, or the shortest that leaves a known key. */
  private static List<String> name(
      final String rest, final Tables.Named<?> named, final ConfigValue tree) {
    if (tree instanceof ConfigValue.Table table) {
      for (final String known : table.entries().keySet()) {
        final String behind = rest(rest, known);
        final List<String> path =
            behind == null ? null : inside(behind, named.kind(), child(tree, known));
        if (path != null) {
          return prepend(known, path);
        }
      }
    }
    for (int end = rest.indexOf('_'); end > 0; end = rest.indexOf('_', end + 1)) {
      final List<String> path = inside(rest.substring(end + 1), named.kind(), null);
      if (path != null) {
        return prepend(rest.substring(0, end).toLowerCase(Locale.ROOT), path);
      }
    }
    return null;
  }

  /** What follows the key's name; empty at its end, null when it is another name. */
  private static String rest(final String name, final String key) {
    final String upper = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    if (name.equals(upper)) {
      return "";
    }
    return name.startsWith(upper + "_") ? name.substring(upper.length() + 1) : null;
  }

  private static ConfigValue child(final ConfigValue tree, final String name) {
    return switch (tree) {
      case ConfigValue.Table table -> table.entries().get(name);
      case ConfigValue.Array array -> {
        final int index = Integer.parseInt(name);
        yield index < array.elements().size() ? array.elements().get(index) : null;
      }
      case null, default -> null;
    };
  }

  private static List<String> prepend(final String first, final List<String> rest) {
    final List<String> path = new ArrayList<>();
    path.add(first);
    path.addAll(rest);
    return path;
  }
}
