// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.health;

/**
 * How bad something is.
 *
 * <p>Owner: anyone, immutable. Allocates: never.
 */
public enum Level {
  /** As it should be. */
  OK,
  /** Somebody should look at it in the morning. */
  WARN,
  /** Somebody should look at it now. */
  BAD
}
