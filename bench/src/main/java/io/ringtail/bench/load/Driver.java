// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

/**
 * What makes a loop send.
 *
 * <p>Owner: the loop it drives. Allocates: never in steady state.
 */
@FunctionalInterface
public interface Driver {
  /** Does all that is due by now; the time of the next, {@link Long#MAX_VALUE} for none. */
  long fire(long nowNs);
}
