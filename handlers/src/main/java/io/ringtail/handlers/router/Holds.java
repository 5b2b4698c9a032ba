// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import java.util.ArrayDeque;

/**
 * What the Router does at present is done for one stanza, or for none: whatever has to wait holds
 * that stanza's count.
 *
 * <p>Owner: Router. Allocates: per stanza that has to wait.
 */
final class Holds {
  private final ToldCounts counts;
  private final ArrayDeque<ManagedStream> freed = new ArrayDeque<>();
  private LocalSession sender;
  private Hold present;

  Holds(final ToldCounts counts) {
    this.counts = counts;
  }

  /** A stanza of this session is dealt with from here on; null for what no client sent. */
  void begin(final LocalSession newSender) {
    sender = newSender;
    present = null;
  }

  /** What follows was asked for by a stanza that is held back already; null for none. */
  void goOn(final Hold earlier) {
    sender = null;
    present = earlier;
  }

  /** Holds the present stanza's count once more; null where nobody counts. */
  Hold retain() {
    if (present == null) {
      present = Hold.of(sender, this);
    }
    return present == null ? null : present.retain();
  }

  /** Something may go on that waited for a stanza of this stream. */
  void freed(final ManagedStream stream) {
    if (stream.hasWaiting()) {
      freed.add(stream);
    }
  }

  /** A stream given to {@link #freed}, or null. */
  ManagedStream pollFreed() {
    return freed.poll();
  }

  ToldCounts counts() {
    return counts;
  }

  static void release(final Hold hold) {
    if (hold != null) {
      hold.release();
    }
  }
}
