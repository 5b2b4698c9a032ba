// SPDX-License-Identifier: Apache-2.0
package io.ringtail.parser;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Open-addressing map from bare address to value, looked up from bytes in place.
 *
 * <p>Owner: its holder, one thread. Allocates: when it grows; look-ups never.
 */
public final class JidMap<V> {
  private Jid[] keys = new Jid[16];
  private Object[] values = new Object[16];
  private int size;

  public V get(final JidView key) {
    for (int at = slotOf(key.bareHash()); keys[at] != null; at = next(at)) {
      if (key.sameBare(keys[at])) {
        return valueAt(at);
      }
    }
    return null;
  }

  public V get(final Jid key) {
    final int at = find(key);
    return keys[at] == null ? null : valueAt(at);
  }

  /** Stores under the bare part of {@code key}; returns the value replaced, or null. */
  public V put(final Jid key, final V value) {
    final int at = find(key);
    final V before = keys[at] == null ? null : valueAt(at);
    if (keys[at] == null) {
      keys[at] = key.bare();
      size++;
    }
    values[at] = value;
    if (size * 2 > keys.length) {
      grow();
    }
    return before;
  }

  public V remove(final Jid key) {
    int hole = find(key);
    if (keys[hole] == null) {
      return null;
    }
    final V removed = valueAt(hole);
    size--;
    for (int at = next(hole); keys[at] != null; at = next(at)) {
      if (mayMoveTo(hole, at)) {
        keys[hole] = keys[at];
        values[hole] = values[at];
        hole = at;
      }
    }
    keys[hole] = null;
    values[hole] = null;
    return removed;
  }

  public int size() {
    return size;
  }

  public void forEach(final Consumer<V> action) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null) {
        action.accept(valueAt(i));
      }
    }
  }

  private boolean mayMoveTo(final int hole, final int at) {
    final int mask = keys.length - 1;
    final int home = slotOf(keys[at].bareHash());
    return (at - home & mask) >= (at - hole & mask);
  }

  private int find(final Jid key) {
    int at = slotOf(key.bareHash());
    while (keys[at] != null && !keys[at].sameBare(key)) {
      at = next(at);
    }
    return at;
  }

  private int slotOf(final int hash) {
    return hash & keys.length - 1;
  }

  private int next(final int at) {
    return at + 1 & keys.length - 1;
  }

  @SuppressWarnings("unchecked")
  private V valueAt(final int at) {
    return (V) values[at];
  }

  private void grow() {
    final Jid[] oldKeys = keys;
    final Object[] oldValues = values;
    keys = new Jid[oldKeys.length * 2];
    values = new Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != null) {
        final int at = find(oldKeys[i]);
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
    Arrays.fill(oldKeys, null);
  }
}
