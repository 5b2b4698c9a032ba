// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import java.util.SplittableRandom;

/**
 * When the next operation is due: an open loop, which does not ask how the server is doing.
 *
 * <p>Owner: one loop. Allocates: never after construction.
 */
public final class Arrivals {
  private static final double NANOS = 1e9;

  private final boolean poisson;
  private final SplittableRandom random;
  private double meanGapNs = Double.POSITIVE_INFINITY;
  private double nextNs = Double.POSITIVE_INFINITY;
  private long originNs;

  public Arrivals(final boolean poisson, final long seed) {
    this.poisson = poisson;
    this.random = new SplittableRandom(seed);
  }

  /** Begins, or goes on at another rate; a rate of 0 stops. */
  public void rate(final double perSecond, final long nowNs) {
    meanGapNs = perSecond > 0 ? NANOS / perSecond : Double.POSITIVE_INFINITY;
    originNs = nowNs;
    // The first gap is a part of one, so that several loops do not begin in step.
    nextNs = perSecond > 0 ? meanGapNs * random.nextDouble() : Double.POSITIVE_INFINITY;
  }

  public boolean isRunning() {
    return meanGapNs != Double.POSITIVE_INFINITY;
  }

  /** Time of the next operation; {@link Long#MAX_VALUE} when there is none. */
  public long dueNs() {
    return isRunning() ? originNs + (long) nextNs : Long.MAX_VALUE;
  }

  /** Takes the operation that is due: its scheduled time. */
  public long take() {
    final long due = dueNs();
    nextNs += poisson ? -Math.log(1 - random.nextDouble()) * meanGapNs : meanGapNs;
    return due;
  }
}
