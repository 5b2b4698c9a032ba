// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.schema;

import io.ringtail.config.toml.Origin;
import java.util.Map;

/**
 * A section as configured: typed values by key, with the origin of each.
 *
 * @param path full name of the section, {@code listen.c2s[0]}
 * @param origin where the section itself was written
 *     <p>Owner: the thread that reads the configuration. Allocates: at start.
 */
public record Values(
    String path, Origin origin, Map<String, Object> values, Map<String, Origin> origins) {

  /** The configured value or the key's default; null when there is neither. */
  @SuppressWarnings("unchecked") // values were read by the key's own kind
  public <T> T get(final Key<T> key) {
    final Object value = values.get(key.name());
    return value == null ? key.fallback() : (T) value;
  }

  public int intOf(final Key<Long> key) {
    return Math.toIntExact(get(key));
  }

  public boolean has(final Key<?> key) {
    return values.containsKey(key.name());
  }

  /** Where the key was written; the section's own place when it was not. */
  public Origin originOf(final Key<?> key) {
    return origins.getOrDefault(key.name(), origin);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }
}
