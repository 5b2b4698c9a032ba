// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * For long computations beside the loops: the kernel leaves a busy thread its processor for
 * milliseconds, even when a loop has just been woken for it.
 *
 * <p>Owner: a platform thread, for itself; on a virtual thread it only reaches other virtual ones.
 * Allocates: never.
 */
public final class Courtesy {
  private Courtesy() {}

  /** Offers this processor to whoever waits for one; costs half a microsecond if nobody does. */
  public static void letOthersGoFirst() {
    Thread.yield();
  }
}
