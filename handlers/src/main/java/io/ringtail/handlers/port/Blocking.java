// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.handlers.spi.Outbound;

/**
 * Runs work that may block on virtual threads; the answer comes back as a slot on the ring and is
 * handled by the Router, in ring order.
 *
 * <p>Owner: ROUTE and INBOX submit, each from its own thread. Allocates: per call; cold path only.
 */
public interface Blocking {
  /** The work itself, on a virtual thread; sees no routing state. */
  interface Call<T> {
    /** May throw {@link StoreException}; anything else is counted as a fault of this call. */
    T run();
  }

  /** What the Router does with the answer. */
  interface Answer<T> {
    /**
     * @param value the call's result; null when it failed
     * @param failure why it failed; null when it did not
     */
    void on(T value, StoreException failure, Outbound out);
  }

  /**
   * Submits the call in the name of a session or, with {@link
   * io.ringtail.handlers.node.SessionHandle#NONE}, of the node. False when the place for its answer
   * or the work queue is full: the caller answers {@code resource-constraint} now.
   */
  <T> boolean submit(long sessionHandle, Call<T> call, Answer<T> answer);
}
