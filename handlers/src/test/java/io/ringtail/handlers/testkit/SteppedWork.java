// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.node.Answered;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Blocking work that runs when the test says so, on the test's thread.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public final class SteppedWork implements Blocking {
  /** A call and what to do with its answer. */
  private record Submitted<T>(Call<T> call, Answer<T> answer) {
    Answered run() {
      try {
        final T value = call.run();
        return out -> answer.on(value, null, out);
      } catch (final StoreException failure) {
        return out -> answer.on(null, failure, out);
      }
    }
  }

  private final Deque<Submitted<?>> waiting = new ArrayDeque<>();
  private boolean full;

  @Override
  public <T> boolean submit(final long sessionHandle, final Call<T> call, final Answer<T> answer) {
    return !full && waiting.add(new Submitted<>(call, answer));
  }

  /** From now on (or no longer) every submission is refused. */
  public void refuse(final boolean nowFull) {
    full = nowFull;
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Calls that have not run. */
  public int waiting() {
    return waiting.size();
  }

  /** Runs the oldest call; its answer is for the Router. */
  Answered runNext() {
    return waiting.remove().run();
  }
}
