// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * What a stage thread does when it finds no work ({@code [ring] idle}).
 *
 * <p>Owner: any thread. Allocates: never.
 */
public enum Idle {
  /** Spin a little, yield a little, then park until rung. */
  BACKOFF(false),
  /** Spin a little, then yield for ever: takes a whole core. */
  YIELDING(true),
  /** Spin for ever: takes a whole core. */
  BUSY_SPIN(true);

  private final boolean takesCore;

  Idle(final boolean takesCore) {
    this.takesCore = takesCore;
  }

  /** True if the thread never sleeps. */
  public boolean takesCore() {
    return takesCore;
  }
}
