// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.scenario;

/**
 * Due times of operations that had to wait for a free session; bounded, so that a rate far above
 * what the server does becomes an error and not the lab's end.
 *
 * <p>Owner: one loop. Allocates: at construction.
 */
final class DueQueue {
  static final int CAPACITY = 1 << 16;

  private final long[] due = new long[CAPACITY];
  private int head;
  private int tail;

  /** False when it is full. */
  boolean offer(final long dueNs) {
    if (tail - head == CAPACITY) {
      return false;
    }
    due[tail++ & CAPACITY - 1] = dueNs;
    return true;
  }

  boolean isEmpty() {
    return head == tail;
  }

  long take() {
    return due[head++ & CAPACITY - 1];
  }
}
