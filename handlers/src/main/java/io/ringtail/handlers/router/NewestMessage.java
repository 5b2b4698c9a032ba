// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.streams.UnackedQueue;

/**
 * The newest message among a slot's entries, for what goes without saying then: its sender's count,
 * and the bytes of its copy on the recipient's stream, which differ by the stanza-id alone.
 *
 * <pre>
 *   MESSAGE (counted) │ COPY: number, what was put in     instead of     MESSAGE │ COUNTS │ SENT
 * </pre>
 *
 * <p>Owner: Router. Allocates: never.
 */
final class NewestMessage {
  private static final int NONE = -1;

  private final MessageEntry message = new MessageEntry();
  private Facts facts;
  private int start = NONE;

  /** The slot's own entries are complete; those about streams follow. */
  void find(final Facts slotFacts) {
    facts = slotFacts;
    start = NONE;
    for (int i = facts.count() - 1; i >= 0 && start == NONE; i--) {
      if (Layout.type(facts.buffer(), facts.start(i)) == EntryType.MESSAGE) {
        start = facts.start(i);
      }
    }
  }

  /** Says with the message what a COUNTS entry would; false where it is not this stream's. */
  boolean count(final ManagedStream stream, final int handled) {
    if (start == NONE) {
      return false;
    }
    message.wrap(facts.buffer(), start);
    final boolean own = message.stream() == stream.id().number() && message.inbound() == handled;
    if (own) {
      message.counted();
    }
    return own;
  }

  /** Writes the stanza at this position as a copy; false where it is none of this message. */
  boolean copy(final ManagedStream stream, final int position, final long id) {
    final UnackedQueue queue = stream.queue();
    final int at =
        start == NONE ? NONE : queue.putInAt(position, message.wrap(facts.buffer(), start));
    if (at == NONE) {
      return false;
    }
    final int from = queue.stanzaStart(position) + at;
    final int to = queue.stanzaEnd(position) - message.stanzaLength() + at;
    StreamEntry.putCopy(
        facts.arena(), id, stream.id().number(), stream.outbound(), queue.marks(position));
    StreamEntry.putMessage(facts.arena(), queue.id(position), at);
    queue.writeTo(facts.arena(), from, to);
    facts.end();
    return true;
  }
}
