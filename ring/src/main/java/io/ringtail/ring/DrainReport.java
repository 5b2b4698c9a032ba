// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * How an orderly stop ended.
 *
 * <p>Owner: any thread. Allocates: at stop.
 *
 * @param slotsLeft published slots that did not pass all stages before the deadline
 * @param allClosed every agent closed on its own thread
 */
public record DrainReport(long slotsLeft, boolean allClosed) {
  /** True if nothing was lost and nothing still runs. */
  public boolean isComplete() {
    return slotsLeft == 0 && allClosed;
  }
}
