// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A scenario as it will be run: every key has its value.
 *
 * <p>Owner: anyone, immutable. Allocates: per call.
 */
public final class Scenario {
  private final String name;
  private final Map<Key, Object> values;

  Scenario(final String name, final Map<Key, Object> given) {
    this.name = name;
    this.values = new EnumMap<>(Key.class);
    for (final Key key : Key.values()) {
      values.put(key, given.getOrDefault(key, key.byDefault()));
    }
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return Kind.of(text(Key.KIND));
  }

  public String text(final Key key) {
    return (String) values.get(key);
  }

  public boolean flag(final Key key) {
    return (Boolean) values.get(key);
  }

  public int whole(final Key key) {
    return (Integer) values.get(key);
  }

  public double number(final Key key) {
    return ((Number) values.get(key)).doubleValue();
  }

  public long nanos(final Key seconds) {
    return (long) (number(seconds) * 1e9);
  }

  public boolean isOpen() {
    return text(Key.MODEL).equals("open");
  }

  public boolean isPoisson() {
    return text(Key.ARRIVALS).equals("poisson");
  }

  /** The same with one key changed. */
  public Scenario with(final Key key, final Object value) {
    final Map<Key, Object> changed = new EnumMap<>(values);
    changed.put(key, value);
    return new Scenario(name, changed);
  }

  /** All keys as a report shows them. */
  public SequencedMap<String, String> settings() {
    final SequencedMap<String, String> shown = new LinkedHashMap<>();
    values.forEach((key, value) -> shown.put(key.path(), value.toString()));
    return shown;
  }
}
