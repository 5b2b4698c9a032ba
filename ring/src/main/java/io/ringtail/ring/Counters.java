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
  /** Told of each number and what it is. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param gauge true for a number that goes up and down, false for one that only grows
     */
    void visit(String name, boolean gauge, long value);
  }

  private record Entry(String name, boolean gauge, LongSupplier value) {}

  private final AtomicReference<List<Entry>> entriesCas = new AtomicReference<>(List.of());

  /** A new counter; the caller names the one thread that will write it. */
  public Counter counter(final String name) {
    final Counter counter = new Counter(name);
    register(new Entry(name, false, counter::get));
    return counter;
  }

  /** A number computed when read; {@code value} is called by the reading thread. */
  public void gauge(final String name, final LongSupplier value) {
    register(new Entry(name, true, value));
  }

  /** All values now, in the order of registration; not one instant, but each value is whole. */
  public Map<String, Long> snapshot() {
    final Map<String, Long> values = new LinkedHashMap<>();
    for (final Entry entry : entriesCas.get()) {
      values.put(entry.name(), entry.value().getAsLong());
    }
    return values;
  }

  /** As {@link #snapshot}, with what each number is. */
  public void forEach(final Visitor visitor) {
    for (final Entry entry : entriesCas.get()) {
      visitor.visit(entry.name(), entry.gauge(), entry.value().getAsLong());
    }
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
