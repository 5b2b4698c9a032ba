// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import java.util.concurrent.Executor;

/**
 * Wakes a loop with one task per batch, however often it is asked to.
 *
 * <p>The flag goes up with the first wake and down before the task drains: what was written before
 * a wake that found the flag up is seen by the drain that has yet to begin. Both sides change the
 * flag by an atomic swap, which orders the records with it.
 *
 * <p>Owner: any thread for {@code wake}; the loop for {@code run}. Allocates: never (the executor
 * may).
 */
public final class LaneWaker extends PaddedLong implements Runnable {
  private static final long QUIET = 0;
  private static final long SUBMITTED = 1;

  private final Executor loop;
  private final Runnable drain;

  /**
   * @param loop runs a task on the loop's thread, from any thread
   * @param drain empties what was written; it must submit this waker again if it leaves something
   */
  public LaneWaker(final Executor loop, final Runnable drain) {
    this.loop = loop;
    this.drain = drain;
  }

  /** After writing: makes sure that a drain begins after this call. */
  public void wake() {
    if (swap(SUBMITTED) == QUIET) {
      loop.execute(this);
    }
  }

  /** The submitted task. */
  @Override
  public void run() {
    swap(QUIET);
    drain.run();
  }
}
