// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

/**
 * A median and the interval it is expected in.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public record Interval(double median, double low, double high) {
  public boolean contains(final double value) {
    return low <= value && value <= high;
  }
}
