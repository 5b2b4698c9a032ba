// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

/**
 * Whether somebody wants the run to end now, with what it has.
 *
 * <p>Owner: anyone. Allocates: never.
 */
public final class Interruption {
  private volatile boolean wanted;

  public void want() {
    wanted = true;
  }

  public boolean isWanted() {
    return wanted;
  }
}
