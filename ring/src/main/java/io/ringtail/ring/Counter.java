// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * A named number written by one thread and read by any.
 *
 * <p>Owner: the one writing thread for {@code add}, {@code increment}, {@code set} and {@code max};
 * any thread for {@code get}. Allocates: never after start.
 */
public final class Counter extends PaddedLong {
  private final String name;

  Counter(final String name) {
    this.name = name;
  }

  public String name() {
    return name;
  }

  public void increment() {
    setRelease(getPlain() + 1);
  }

  public void add(final long delta) {
    setRelease(getPlain() + delta);
  }

  public void set(final long newValue) {
    setRelease(newValue);
  }

  /** Keeps the larger of the present and the given value. */
  public void max(final long candidate) {
    if (candidate > getPlain()) {
      setRelease(candidate);
    }
  }

  /** The value, with everything its writer did before it. */
  public long get() {
    return getAcquire();
  }
}
