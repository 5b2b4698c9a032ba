// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

/**
 * So many a second, evenly, with a few at once after a pause.
 *
 * <p>Owner: the loop. Allocates: never.
 */
final class Pace {
  private static final double SECOND_NS = 1e9;
  private static final int BURSTS_PER_SECOND = 20;

  private final long gapNs;
  private final long burstNs;
  private long paidUntilNs;

  Pace(final double perSecond, final long nowNs) {
    this.gapNs = Math.max(1, (long) (SECOND_NS / perSecond));
    this.burstNs = Math.max(gapNs, (long) (SECOND_NS / BURSTS_PER_SECOND)) - gapNs;
    this.paidUntilNs = nowNs;
  }

  /** Time until the next one may go; 0 or less for at once. */
  long waitNs(final long nowNs) {
    return paidUntilNs - burstNs - nowNs;
  }

  /** One goes. */
  void take(final long nowNs) {
    final long from = paidUntilNs - nowNs > 0 ? paidUntilNs : nowNs;
    paidUntilNs = from + gapNs;
  }
}
