// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The time the queue sees: moved by the keeper, and only forwards, whatever the wall clock does. So
 * an append asks no clock, and no file is written to again after the next one was begun.
 *
 * <p>Owner: the keeper advances it, any thread reads. Allocates: never.
 */
final class RollClock implements TimeProvider {
  private volatile long nowMs;

  RollClock(final long nowMs) {
    this.nowMs = nowMs;
  }

  void advance(final long wallMs) {
    if (wallMs > nowMs) {
      nowMs = wallMs;
    }
  }

  @Override
  public long currentTimeMillis() {
    return nowMs;
  }
}
