// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.toml;

import java.util.List;

/**
 * Writes one value into a tree of values, making the tables and list elements on the way.
 *
 * <p>Owner: the thread that reads the configuration. Allocates: per call.
 */
final class TreePath {
  private TreePath() {}

  /** Null when done, otherwise why the path cannot be followed. */
  static String put(
      final ConfigValue.Table root, final List<String> path, final ConfigValue value) {
    ConfigValue at = root;
    for (int i = 0; i < path.size() - 1; i++) {
      final boolean listNext = isIndex(path.get(i + 1));
      at = child(at, path.get(i), listNext, value.origin());
      if (at == null) {
        return "'" + path.get(i) + "' in " + String.join(".", path) + " leads nowhere";
      }
    }
    return store(at, path.getLast(), value)
        ? null
        : "'" + path.getLast() + "' in " + String.join(".", path) + " leads nowhere";
  }

  private static ConfigValue child(
      final ConfigValue at, final String name, final boolean list, final Origin origin) {
    final ConfigValue made =
        list ? ConfigValue.Array.empty(origin) : ConfigValue.Table.empty(origin);
    return switch (at) {
      case ConfigValue.Table table -> {
        table.entries().putIfAbsent(name, made);
        yield table.entries().get(name);
      }
      case ConfigValue.Array array -> {
        if (!isIndex(name) || Integer.parseInt(name) > array.elements().size()) {
          yield null;
        }
        final int index = Integer.parseInt(name);
        if (index == array.elements().size()) {
          array.elements().add(made);
        }
        yield array.elements().get(index);
      }
      default -> null;
    };
  }

  private static boolean store(final ConfigValue at, final String name, final ConfigValue value) {
    return switch (at) {
      case ConfigValue.Table table -> {
        table.entries().put(name, value);
        yield true;
      }
      case ConfigValue.Array array -> {
        final int size = array.elements().size();
        final int index = isIndex(name) ? Integer.parseInt(name) : size + 1;
        if (index == size) {
          array.elements().add(value);
        } else if (index < size) {
          array.elements().set(index, value);
        }
        yield index <= size;
      }
      default -> false;
    };
  }

  static boolean isIndex(final String name) {
    return name.matches("[0-9]{1,4}");
  }
}
