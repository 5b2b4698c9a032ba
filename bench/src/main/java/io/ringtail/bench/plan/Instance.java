// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.plan;

/**
 * One kind of machine that can be rented.
 *
 * <p>Owner: anyone. Allocates: never.
 *
 * @param publishedPerMinute one-to-one messages per minute that MongooseIM's announcement gives for
 *     one node of it; {@code NaN} where it gives none
 */
public record Instance(
    String name, int vcpus, double memoryGib, double usdPerHour, double publishedPerMinute) {
  private static final double SECONDS_PER_HOUR = 3600;
  private static final double BILLION = 1e9;

  /** Dollars per 10⁹ messages at a rate that one of it sustains. */
  public double usdPerBillion(final double ratePerSecond) {
    return usdPerHour / (ratePerSecond * SECONDS_PER_HOUR) * BILLION;
  }

  public double memoryBytes() {
    return memoryGib * (1L << 30);
  }
}
