// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.spi;

import java.util.Map;

/**
 * A feature's settings, checked against its declared options before anyone sees them.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Options(Map<String, Object> values) {
  public Options {
    values = Map.copyOf(values);
  }

  /** No key given: every option has its default. */
  public static Options defaults() {
    return new Options(Map.of());
  }

  @SuppressWarnings("unchecked") // values were read by the option's own kind
  public <T> T get(final Option<T> option) {
    final Object value = values.get(option.name());
    return value == null ? option.defaultValue() : (T) value;
  }
}
