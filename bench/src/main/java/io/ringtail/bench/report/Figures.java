// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.stats.Interval;
import java.util.Locale;

/**
 * How figures are written: three significant digits, a dash for what is not known.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
final class Figures {
  static final String UNKNOWN = "–";

  private static final double KILO = 1e3;

  private Figures() {}

  /** 0.123, 1.23, 12.3, 123, 12,300. */
  static String number(final double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    final double size = Math.abs(value);
    final int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }

  static String count(final double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.0f", value) : UNKNOWN;
  }

  static String with(final String unit, final double value) {
    return Double.isFinite(value) ? number(value) + " " + unit : UNKNOWN;
  }

  static String bytes(final double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    if (Math.abs(value) >= KILO * KILO) {
      return with("MB", value / KILO / KILO);
    }
    return Math.abs(value) >= 10 * KILO ? with("kB", value / KILO) : with("B", value);
  }

  static String nanoseconds(final double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    if (value >= KILO * KILO) {
      return with("ms", value / KILO / KILO);
    }
    return value >= KILO ? with("µs", value / KILO) : with("ns", value);
  }

  /** The median, and below it the interval in small. */
  static String intervalCell(final Interval interval) {
    return Double.isFinite(interval.median())
        ? number(interval.median())
            + "<small>"
            + number(interval.low())
            + " … "
            + number(interval.high())
            + "</small>"
        : UNKNOWN;
  }

  /** {@code 12.3 [11.9 … 12.8]}. */
  static String interval(final Interval interval) {
    return Double.isFinite(interval.median())
        ? number(interval.median())
            + " ["
            + number(interval.low())
            + " … "
            + number(interval.high())
            + "]"
        : UNKNOWN;
  }
}
