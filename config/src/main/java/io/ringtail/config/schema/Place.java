// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.ConfigValue;

/**
 * The full name of a key being read, and where to report what is wrong with its value.
 *
 * @param path {@code listen.c2s[0].port}
 *     <p>Owner: the thread that reads the configuration. Allocates: per key read.
 */
public record Place(String path, Problems problems) {
  public Place child(final String name) {
    return new Place(
        path.isEmpty() ? TomlText.key(name) : path + "." + TomlText.key(name), problems);
  }

  public Place element(final int index) {
    return new Place(path + "[" + index + "]", problems);
  }

  /** Reports that the value is not what the key wants; always null, so that readers can return. */
  public <T> T refuse(final ConfigValue value, final String wanted) {
    problems.error(value.origin(), path + " must be " + wanted + ", not " + value.typeName());
    return null;
  }

  public void error(final ConfigValue value, final String text) {
    problems.error(value.origin(), path + " " + text);
  }

  public void warning(final ConfigValue value, final String text) {
    problems.warning(value.origin(), path + " " + text);
  }
}
