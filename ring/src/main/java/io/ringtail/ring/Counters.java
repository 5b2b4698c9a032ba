// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The registry of all counters and gauges by name.
 *
 * <p>Owner: any thread; registering is for the start. Allocates: per registration and per snapshot.
 */
public final class Counters {
  private record Entry(String name, LongSupplier value) {}

  private final AtomicReference<List<Entry>> entriesCas = new AtomicReference<>(List.of());

  /** A new counter; the caller names the one thread that will write it. */
  public Counter counter(final String name) {
    final Counter counter = new Counter(name);
    register(new Entry(name, counter::get));
    return counter;
  }

  /** A number computed when read; {@code value} is called by the reading thread. */
  public void gauge(final String name, final LongSupplier value) {
    register(new Entry(name, value));
  }

  /** All values now, in the order of registration; not one instant, but each value is whole. */
  public Map<String, Long> snapshot() {
    final Map<String, Long> values = new LinkedHashMap<>();
    for (final Entry entry : entriesCas.get()) {
      values.put(entry.name(), entry.value().getAsLong());
    }
    return values;
  }

  private void register(final Entry added) {
    List<Entry> seen;
    List<Entry> grown;
    do {
      seen = entriesCas.get();
      requireNew(seen, added.name());
      grown = new ArrayList<>(seen);
      grown.add(added);
    } while (!entriesCas.compareAndSet(seen, grown));
  }

  private static void requireNew(final List<Entry> entries, final String name) {
    for (final Entry entry : entries) {
      if (entry.name().equals(name)) {
        throw new IllegalArgumentException("counter registered twice: " + name);
      }
    }
  }
}
