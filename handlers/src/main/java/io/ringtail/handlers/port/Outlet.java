// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.handlers.node.Outbox;

/**
 * The way back to one I/O loop's sessions; implemented by {@code transport}, once per loop.
 *
 * <p>Owner: DELIVER. Allocates: never after start.
 */
public interface Outlet {
  /**
   * Takes over one entry for the recipients of this loop at positions {@code from} to {@code to} of
   * {@code handles}; the bytes are copied before it returns. False means pressure: nothing was
   * taken, ask again.
   *
   * @param outbox where the entry's ranges lie
   * @param entry its number
   * @param handles recipients, all of this loop
   * @param count how many of them, at most {@link #MAX_RECIPIENTS}
   */
  boolean offer(Outbox outbox, int entry, long[] handles, int count);

  /** Called once after the last entry of a batch of slots: wake the loop if need be. */
  void endOfBatch();

  /** Largest number of recipients in one call. */
  int MAX_RECIPIENTS = 256;
}
