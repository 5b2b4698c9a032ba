// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

/**
 * Names one endpoint for as long as it lives: I/O loop, index in that loop's table, generation of
 * that index.
 *
 * <pre>
 *   63            32 31      24 23                 0
 *  +----------------+----------+--------------------+
 *  |   generation   |   loop   |       index        |
 *  +----------------+----------+--------------------+
 * </pre>
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class SessionHandle {
  /** No session: work done in the node's own name. */
  public static final long NONE = -1L;

  public static final int MAX_LOOPS = 255;
  public static final int MAX_INDEX = (1 << 24) - 1;

  private SessionHandle() {}

  public static long of(final int loop, final int index, final int generation) {
    return (long) generation << 32 | (long) loop << 24 | index;
  }

  public static int loop(final long handle) {
    return (int) (handle >>> 24) & 0xFF;
  }

  public static int index(final long handle) {
    return (int) handle & MAX_INDEX;
  }

  public static int generation(final long handle) {
    return (int) (handle >>> 32);
  }
}
