// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import java.util.concurrent.TimeUnit;

/**
 * Says when a stream that has read so much may read again. Nothing is dropped.
 *
 * <p>Owner: the loop of its endpoint. Allocates: once, on listeners that have a shaper.
 */
final class Shaper {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final long bytesPerSecond;
  private long paidUntilNs;

  Shaper(final long bytesPerSecond, final long nowNs) {
    this.bytesPerSecond = bytesPerSecond;
    this.paidUntilNs = nowNs;
  }

  /** Accounts for bytes that were read; the time from which reading may go on. */
  long read(final int bytes, final long nowNs) {
    if (paidUntilNs - nowNs < 0) {
      paidUntilNs = nowNs;
    }
    paidUntilNs += bytes * SECOND_NS / bytesPerSecond;
    return paidUntilNs;
  }

  /** The time from which reading may go on. */
  long paidUntilNs() {
    return paidUntilNs;
  }
}
