// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.transport.loop.Peer;

/**
 * The reading side of a connection, as its {@link Stream} sees it.
 *
 * <p>Owner: the loop of the stream. Allocates: never.
 */
interface Source {
  /** Not to read for this reason until {@link #unpause}. */
  void pause(int reason);

  /** The reasons are gone; what was kept is taken now. */
  void unpause(int reasons);

  /** Takes away a reason without taking input at once. */
  void forgive(int reason);

  /** A new stream header is expected. */
  void restart();

  /** What came behind the present frame is void. */
  void discardRest();

  /** Nothing is wanted any more. */
  void forget();

  /** From now on reading pauses above this rate, as {@code UserPolicy} gives it. */
  void shape(long bytesPerSecond);

  long lastReadNs();

  /** When the shaper lets reading go on; {@link Peer#NO_TIMER} when it does not hold it up. */
  long shaperTimer(long nowNs);
}
