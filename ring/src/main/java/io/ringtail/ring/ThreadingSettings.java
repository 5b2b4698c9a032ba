// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * The operator's wish for the threads, before it is checked against the machine.
 *
 * <p>Owner: any thread. Allocates: at start.
 *
 * @param ioLoops how many I/O loops; 0 lets the choice decide
 * @param pin pin dedicated stage threads to cores of their own, where there are enough
 */
public record ThreadingSettings(Threading threading, Idle idle, int ioLoops, boolean pin) {
  /** Everything left to the machine. */
  public static ThreadingSettings automatic() {
    return new ThreadingSettings(Threading.AUTO, Idle.BACKOFF, 0, true);
  }
}
