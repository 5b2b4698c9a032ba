// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * The I/O loops as a whole.
 *
 * @param loops how many; 1 where the stages run inline
 * @param answerCapacity blocking calls under way per loop
 * @param laneBytes size of the lane from DELIVER to each loop
 * @param maxBlockingRunning blocking calls running at once, all loops together
 * @param maxAuthenticating password checks waiting or running, all loops together
 * @param preferNative false to use NIO although epoll is there
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record LoopSettings(
    int loops,
    int answerCapacity,
    int laneBytes,
    int maxBlockingRunning,
    int maxAuthenticating,
    boolean preferNative) {

  public static LoopSettings of(final int loops) {
    return new LoopSettings(loops, 8192, 1 << 20, 64, 4096, true);
  }

  /** The same, with NIO where {@code wanted} is false. */
  public LoopSettings preferNative(final boolean wanted) {
    return new LoopSettings(
        loops, answerCapacity, laneBytes, maxBlockingRunning, maxAuthenticating, wanted);
  }
}
