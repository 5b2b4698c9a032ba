// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.ConfigValue;

/**
 * What a key's value may be, and how it is read.
 *
 * <p>Owner: anyone, immutable. Allocates: per value read.
 */
public interface Kind<T> {
  /** The typed value, or null after reporting what is wrong with it. */
  T read(ConfigValue value, Place at);

  /** What is allowed, for the reference page and for error messages: {@code whole number, 1–10}. */
  String describe();

  /** The value as it would stand in the file. */
  default String print(final T value) {
    return String.valueOf(value);
  }
}
