// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

/**
 * Something that is done behind the store writer a little at a time.
 *
 * <p>Owner: the upkeep thread. Allocates: per step. May throw {@link
 * io.ringtail.handlers.port.StoreException}; then it is tried again.
 */
@FunctionalInterface
interface UpkeepStep {
  /** True when there is more to do at once. */
  boolean step(long nowSeconds);
}
