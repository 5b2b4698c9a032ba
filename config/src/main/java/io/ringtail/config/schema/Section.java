// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of the configuration file: its keys, and whether names beyond them are allowed.
 *
 * @param title header in the file, {@code [[listen.c2s]]}
 * @param help what the section is about
 * @param keys every key it may hold
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Section(String title, String help, List<Key<?>> keys) {
  public Section {
    keys = List.copyOf(keys);
  }

  public static Section of(final String title, final String help, final Key<?>... keys) {
    return new Section(title, help, List.of(keys));
  }

  /** The same section with more keys. */
  public Section with(final List<Key<?>> more) {
    final List<Key<?>> all = new ArrayList<>(keys);
    all.addAll(more);
    return new Section(title, help, all);
  }

  /** The key of this name, or null. */
  public Key<?> find(final String name) {
    for (final Key<?> key : keys) {
      if (key.name().equals(name)) {
        return key;
      }
    }
    return null;
  }

  /** Names worth suggesting. */
  public List<String> names() {
    return keys.stream().filter(Key::isRead).map(Key::name).toList();
  }
}
