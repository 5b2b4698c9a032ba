// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides between a caller who gives up waiting and the thread about to commit his work: what was
 * given up is never committed.
 *
 * <p>Owner: the caller and the thread that runs the work. Allocates: per call.
 */
final class CommitGate {
  private enum State {
    OPEN,
    COMMITTING,
    GIVEN_UP
  }

  private final AtomicReference<State> stateCas = new AtomicReference<>(State.OPEN);

  /** The working thread: false when nobody waits for the result any more. */
  boolean enterCommit() {
    return stateCas.compareAndSet(State.OPEN, State.COMMITTING);
  }

  /** The caller: false when the commit has begun. */
  boolean giveUp() {
    return stateCas.compareAndSet(State.OPEN, State.GIVEN_UP);
  }

  boolean isGivenUp() {
    return stateCas.get() == State.GIVEN_UP;
  }
}
