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
      run(step);
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
    run(waiting == null ? null : waiting.poll());
  }

  // Busy already while it submits: whoever hears of a refusal may add a call of its own.
  private void run(final Step first) {
    Step step = first;
    busy = true;
    while (step != null && !step.submit()) {
      step = waiting == null ? null : waiting.poll();
    }
    busy = step != null;
    if (!busy) {
      waiting = null;
    }
  }
}
