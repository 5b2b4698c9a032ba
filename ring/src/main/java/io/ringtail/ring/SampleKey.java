// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

/**
 * A sample's way through a lane: the time it was read, its kind and its use in one number.
 *
 * <pre>
 *   63                        4 3      2 1          0
 *  +---------------------------+--------+-----------+
 *  |  read at, ns (16 coarse)  |  use   |   kind    |
 *  +---------------------------+--------+-----------+
 * </pre>
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class SampleKey {
  /** The key of a slot that is not sampled; no sampled one has it. */
  public static final long NONE = 0;

  private static final int KIND = 0x3;
  private static final int RECORDED = 0x4;
  private static final int TRACED = 0x8;
  private static final long TIME = ~0xFL;

  private SampleKey() {}

  public static long of(final Sample sample) {
    if (!sample.isActive()) {
      return NONE;
    }
    return sample.readNs() & TIME
        | sample.kind() & KIND
        | (sample.isRecorded() ? RECORDED : 0)
        | (sample.isTraced() ? TRACED : 0);
  }

  public static long readNs(final long key) {
    return key & TIME;
  }

  public static int kind(final long key) {
    return (int) key & KIND;
  }

  public static boolean isRecorded(final long key) {
    return (key & RECORDED) != 0;
  }

  public static boolean isTraced(final long key) {
    return (key & TRACED) != 0;
  }
}
