// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

/**
 * The time as of the loop's present turn: read once per turn, not per stanza.
 *
 * <p>Owner: the loop. Allocates: never.
 */
public final class LoopClock {
  private long nowNs = System.nanoTime();
  private long nowMs = System.currentTimeMillis();

  void read() {
    nowNs = System.nanoTime();
    nowMs = System.currentTimeMillis();
  }

  /** Monotonic nanoseconds. */
  public long nowNs() {
    return nowNs;
  }

  /** Epoch milliseconds. */
  public long nowMs() {
    return nowMs;
  }
}
