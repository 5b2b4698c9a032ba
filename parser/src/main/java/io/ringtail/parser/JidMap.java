// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.util.function.Consumer;

/**
 * Open-addressing map from bare address to value, looked up from bytes in place. A key and its
 * value lie side by side: a look-up takes one cache line of the table.
 *
 * <pre>
 *   table:  key 0 │ value 0 │ key 1 │ value 1 │ …
 * </pre>
 *
 * <p>Owner: its holder, one thread. Allocates: when it grows; look-ups never.
 */
public final class JidMap<V> {
  private static final int INITIAL = 16;

  private Object[] table = new Object[INITIAL * 2];
  private int mask = INITIAL - 1;
  private int size;

  public V get(final JidView key) {
    for (int at = key.bareHash() & mask; keyAt(at) != null; at = next(at)) {
      if (key.sameBare(keyAt(at))) {
        return valueAt(at);
      }
    }
    return null;
  }

  public V get(final Jid key) {
    final int at = find(key);
    return keyAt(at) == null ? null : valueAt(at);
  }

  /** Stores under the bare part of {@code key}; returns the value replaced, or null. */
  public V put(final Jid key, final V value) {
    final int at = find(key);
    if (keyAt(at) != null) {
      final V before = valueAt(at);
      set(at, keyAt(at), value);
      return before;
    }
    set(at, key.bare(), value);
    size++;
    if (size * 2 > mask) {
      grow();
    }
    return null;
  }

  public V remove(final Jid key) {
    int hole = find(key);
    if (keyAt(hole) == null) {
      return null;
    }
    final V removed = valueAt(hole);
    size--;
    for (int at = next(hole); keyAt(at) != null; at = next(at)) {
      if (mayMoveTo(hole, at)) {
        set(hole, keyAt(at), valueAt(at));
        hole = at;
      }
    }
    set(hole, null, null);
    return removed;
  }

  public int size() {
    return size;
  }

  public void forEach(final Consumer<V> action) {
    for (int i = 0; i <= mask; i++) {
      if (keyAt(i) != null) {
        action.accept(valueAt(i));
      }
    }
  }

  private boolean mayMoveTo(final int hole, final int at) {
    final int home = keyAt(at).bareHash() & mask;
    return (at - home & mask) >= (at - hole & mask);
  }

  private int find(final Jid key) {
    int at = key.bareHash() & mask;
    while (keyAt(at) != null && !keyAt(at).sameBare(key)) {
      at = next(at);
    }
    return at;
  }

  private int next(final int at) {
    return at + 1 & mask;
  }

  private Jid keyAt(final int at) {
    return (Jid) table[at * 2];
  }

  @SuppressWarnings("unchecked")
  private V valueAt(final int at) {
    return (V) table[at * 2 + 1];
  }

  private void set(final int at, final Jid key, final V value) {
    table[at * 2] = key;
    table[at * 2 + 1] = value;
  }

  private void grow() {
    final Object[] old = table;
    table = new Object[old.length * 2];
    mask = mask * 2 + 1;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != null) {
        final int at = find((Jid) old[i]);
        table[at * 2] = old[i];
        table[at * 2 + 1] = old[i + 1];
      }
    }
  }
}
