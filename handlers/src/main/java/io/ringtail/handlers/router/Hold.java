// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

/**
 * Keeps a stream's count below one stanza until all that the stanza asked for is done: a client may
 * forget what it is told was handled (XEP-0198 §4).
 *
 * <p>Owner: Router. Allocates: per stanza that has to wait.
 */
final class Hold {
  private final ManagedStream stream;
  private final int number;
  private final Holds holds;
  private int users;
  private boolean isParked;

  private Hold(final ManagedStream stream, final Holds holds) {
    this.stream = stream;
    this.number = stream.inbound();
    this.holds = holds;
  }

  /** For the stanza received last; null where nobody counts. */
  static Hold of(final LocalSession sender, final Holds holds) {
    return sender == null || sender.stream() == null ? null : new Hold(sender.stream(), holds);
  }

  /** It waits for its recipient's account: nothing behind it may overtake it. */
  void park() {
    if (!isParked) {
      isParked = true;
      stream.parkedOne();
    }
  }

  Hold retain() {
    if (users++ == 0) {
      stream.held().add(number);
    }
    return this;
  }

  void release() {
    if (--users > 0) {
      return;
    }
    final boolean moves = stream.held().remove(number);
    if (isParked) {
      stream.unparkedOne();
    }
    holds.freed(stream);
    if (!moves) {
      return;
    }
    stream.countTold(); // what it brought about is journaled in this slot, so its count must be
    if (stream.owesCount && stream.session().isAttached()) {
      stream.owesCount = !stream.held().isEmpty();
      holds.counts().tell(stream);
    }
  }
}
