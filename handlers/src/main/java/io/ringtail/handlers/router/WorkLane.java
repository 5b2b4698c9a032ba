// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import java.util.ArrayDeque;

/**
 * Blocking calls of one account, one at a time and in order.
 *
 * <p>Owner: Router. Allocates: while calls wait.
 */
final class WorkLane {
  static final int MAX_WAITING = 64;

  /** A call ready to be submitted; false when it was refused, which it has reported itself. */
  interface Step {
    boolean submit();
  }

  private ArrayDeque<Step> waiting;
  private boolean busy;

  boolean isEmpty() {
    return !busy;
  }

  /** Submits now or queues behind the running call; false when the queue is full. */
  boolean add(final Step step) {
    if (!busy) {
      busy = step.submit();
      return true;
    }
    if (waiting == null) {
      waiting = new ArrayDeque<>(4);
    }
    if (waiting.size() >= MAX_WAITING) {
      return false;
    }
    waiting.add(step);
    return true;
  }

  /** The running call has been answered: goes on with the next one that is not refused. */
  void next() {
    busy = false;
    while (!busy && waiting != null && !waiting.isEmpty()) {
      busy = waiting.poll().submit();
    }
    if (!busy) {
      waiting = null;
    }
  }
}
