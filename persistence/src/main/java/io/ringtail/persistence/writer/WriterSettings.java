// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import java.time.Duration;

/**
 * How the store writer gathers.
 *
 * @param maxEntries entries in one transaction
 * @param maxBytes bytes in one transaction, but for its last entry
 * @param linger how long entries are gathered while nobody waits for them
 * @param firstPause before a transaction that failed is tried again; doubled each time
 * @param longestPause the most of that
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record WriterSettings(
    int maxEntries, int maxBytes, Duration linger, Duration firstPause, Duration longestPause) {
  /** The defaults. */
  public static WriterSettings defaults() {
    return new WriterSettings(
        4_000, 4 << 20, Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofSeconds(2));
  }
}
