// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

/**
 * So many a second, evenly, with a few at once after a pause; fewer while each takes long.
 *
 * <p>Owner: the loop. Allocates: never.
 */
final class Pace {
  private static final double SECOND_NS = 1e9;
  private static final int BURSTS_PER_SECOND = 20;
  private static final int REMEMBERED = 16;

  private final long gapNs;
  private final long burstNs;
  private long paidUntilNs;
  private long usualChargeNs;

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
    pay(nowNs, gapNs);
  }

  /** What the one that went has cost besides: the next ones have to wait for it. */
  void charge(final long nowNs, final long costNs) {
    usualChargeNs += (costNs - usualChargeNs) / REMEMBERED;
    pay(nowNs, costNs);
  }

  /** Time that passes between two, as things are. */
  long usualGapNs() {
    return gapNs + usualChargeNs;
  }

  private void pay(final long nowNs, final long priceNs) {
    paidUntilNs = (paidUntilNs - nowNs > 0 ? paidUntilNs : nowNs) + priceNs;
  }
}
