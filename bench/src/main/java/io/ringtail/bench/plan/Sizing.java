// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

/**
 * How many nodes a population of users needs.
 *
 * <p>Owner: anyone. Allocates: per call.
 *
 * @param users online at the same time
 * @param messagesPerUserHour each sends, on average
 * @param peakFactor busiest second over the average one
 * @param headroom share of a node's critical rate that is kept free
 * @param spareNodes that may fail without anybody noticing
 */
public record Sizing(
    double users, double messagesPerUserHour, double peakFactor, double headroom, int spareNodes) {
  private static final double SECONDS_PER_HOUR = 3600;

  /**
   * The answer for one instance type.
   *
   * @param byRate nodes that the messages need; {@code byMemory} nodes that the sessions need
   * @param nodes the larger of both, and the spare ones
   */
  public record Answer(
      Instance instance,
      int byRate,
      int byMemory,
      int nodes,
      double peakPerSecond,
      double perNodePerSecond,
      double usdPerMonth) {}

  public Sizing {
    requireAbove(users, 0, "users");
    requireAbove(messagesPerUserHour, 0, "messages per user and hour");
    if (peakFactor < 1) {
      throw new IllegalArgumentException("the peak factor is at least 1, not " + peakFactor);
    }
    if (headroom < 0 || headroom >= 1) {
      throw new IllegalArgumentException("headroom is a share from 0 to below 1, not " + headroom);
    }
    if (spareNodes < 0) {
      throw new IllegalArgumentException("spare nodes cannot be fewer than 0");
    }
  }

  private static void requireAbove(final double value, final double limit, final String what) {
    if (!(value > limit)) {
      throw new IllegalArgumentException(what + " must be above " + (int) limit);
    }
  }

  public Answer on(final Instance instance, final Capacity capacity) {
    final double peak = users * messagesPerUserHour / SECONDS_PER_HOUR * peakFactor;
    final double perNode = capacity.ratePerSecond(instance) * (1 - headroom);
    final int byRate = (int) Math.ceil(peak / perNode);
    final int byMemory =
        Double.isNaN(capacity.bytesPerSession())
            ? 0
            : (int) Math.ceil(users / capacity.sessions(instance));
    final int nodes = Math.max(Math.max(byRate, byMemory), 1) + spareNodes;
    final double hoursPerMonth = 730;
    return new Answer(
        instance,
        byRate,
        byMemory,
        nodes,
        peak,
        perNode,
        nodes * instance.usdPerHour() * hoursPerMonth);
  }
}
