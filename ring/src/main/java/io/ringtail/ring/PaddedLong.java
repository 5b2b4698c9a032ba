// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The cache line before the value; a class of its own because the JVM lays out superclasses first.
 *
 * <p>Owner: nobody reads or writes it. Allocates: never.
 */
abstract class PaddingBefore {
  long b01;
  long b02;
  long b03;
  long b04;
  long b05;
  long b06;
  long b07;
  long b08;
}

/**
 * The value between the two cache lines.
 *
 * <p>Owner: as {@link PaddedLong} says. Allocates: never.
 */
abstract class PaddedValue extends PaddingBefore {
  long value;
}

/**
 * A long alone on its cache line, with the memory orders that the hand-overs of this module need.
 *
 * <p>Owner: as the subclass says. Allocates: at start.
 */
abstract class PaddedLong extends PaddedValue {
  private static final VarHandle VALUE;

  static {
    try {
      VALUE = MethodHandles.lookup().findVarHandle(PaddedValue.class, "value", long.class);
    } catch (final ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  long a01;
  long a02;
  long a03;
  long a04;
  long a05;
  long a06;
  long a07;
  long a08;

  final long getPlain() {
    return value;
  }

  final long getAcquire() {
    return (long) VALUE.getAcquire(this);
  }

  final long getVolatile() {
    return (long) VALUE.getVolatile(this);
  }

  final void setRelease(final long newValue) {
    VALUE.setRelease(this, newValue);
  }

  final void setVolatile(final long newValue) {
    VALUE.setVolatile(this, newValue);
  }

  final long swap(final long newValue) {
    return (long) VALUE.getAndSet(this, newValue);
  }

  final boolean replace(final long expected, final long newValue) {
    return VALUE.compareAndSet(this, expected, newValue);
  }

  final long addAndFetch(final long delta) {
    return (long) VALUE.getAndAdd(this, delta) + delta;
  }
}
