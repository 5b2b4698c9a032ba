// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

/**
 * What sessions need of the thread they live on.
 *
 * <p>Owner: that thread. Allocates: {@link #scratch} when it must grow.
 */
public interface SessionLoop {
  /** A buffer of at least that size whose first {@code keep} bytes are kept when it grows. */
  byte[] scratch(int size, int keep);

  /** The loop's one view. */
  Stanza view();

  /** Asks for {@link Session#flush} at the end of this turn. */
  void markDirty(Session session);

  void countIn(int bytes);

  void countOut(int bytes);
}
