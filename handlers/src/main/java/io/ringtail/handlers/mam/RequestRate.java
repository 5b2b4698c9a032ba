// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

/**
 * Lets so many requests pass per second, and twice as many at once after a pause.
 *
 * <p>Owner: Router. Allocates: never.
 */
final class RequestRate {
  private static final long SECOND_MS = 1_000;
  private static final long BURST_SECONDS = 2;

  private final long perSecond;
  private long credit;
  private long lastMs;

  RequestRate(final long perSecond) {
    this.perSecond = perSecond;
    this.credit = perSecond * BURST_SECONDS * SECOND_MS;
  }

  /** Takes one turn; false when there is none now. A clock that steps back costs nothing. */
  boolean tryAcquire(final long nowMs) {
    final long passedMs = Math.clamp(nowMs - lastMs, 0, BURST_SECONDS * SECOND_MS);
    lastMs = nowMs;
    credit = Math.min(perSecond * BURST_SECONDS * SECOND_MS, credit + passedMs * perSecond);
    if (credit < SECOND_MS) {
      return false;
    }
    credit -= SECOND_MS;
    return true;
  }
}
