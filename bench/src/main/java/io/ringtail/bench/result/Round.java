// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.util.List;

/**
 * One measured window of one target, after its warm-up.
 *
 * <p>Owner: anyone. Allocates: once per round.
 *
 * @param index place in the run over all targets, from 0: rounds of several targets interleave
 * @param sessions connected while it was measured
 * @param timeline one point per second
 */
public record Round(
    int index,
    LoadModel load,
    int sessions,
    Rates rates,
    Checks checks,
    Latency latency,
    Usage usage,
    List<Point> timeline,
    Validity validity) {
  /** Where sends come from. */
  public enum LoadModel {
    /** Arrivals by a Poisson process, whatever the server does. */
    OPEN_POISSON,
    /** Evenly spaced arrivals, whatever the server does. */
    OPEN_EVEN,
    /** A fixed number under way: for the maximum only, its latencies hide waiting. */
    CLOSED
  }

  /**
   * Per second, over the measured window.
   *
   * @param offeredPerSecond what the schedule asked for; {@code NaN} in a closed loop
   */
  public record Rates(
      double seconds, double offeredPerSecond, double sentPerSecond, double receivedPerSecond) {}

  /** Every message is accounted for. */
  public record Checks(
      long sent,
      long received,
      long lost,
      long doubled,
      long reordered,
      long misrouted,
      long errors) {
    public boolean isClean() {
      return lost + doubled + reordered + misrouted + errors == 0;
    }
  }

  /** One second of the timeline; {@code second} counts from the start of the round. */
  public record Point(
      double second,
      double sentPerSecond,
      double receivedPerSecond,
      long p50Ns,
      long p99Ns,
      long maxNs) {}

  /**
   * Whether the figures may be quoted.
   *
   * @param voidReasons why not; empty where they may
   * @param partial whether the window was cut short
   */
  public record Validity(List<String> voidReasons, boolean partial) {
    public Validity {
      voidReasons = List.copyOf(voidReasons);
    }

    public static Validity ok() {
      return new Validity(List.of(), false);
    }

    public boolean isValid() {
      return voidReasons.isEmpty();
    }
  }

  public Round {
    timeline = List.copyOf(timeline);
  }

  /** The rate to group by: offered in an open loop, received in a closed one. */
  public double ratePerSecond() {
    return load == LoadModel.CLOSED ? rates.receivedPerSecond() : rates.offeredPerSecond();
  }
}
