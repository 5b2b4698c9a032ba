// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import io.ringtail.parser.Splice;
import io.ringtail.parser.Splice.Target;
import io.ringtail.parser.StanzaView;

/**
 * Writes what the Router decides into the current slot's outbox.
 *
 * <p>Owner: Router. Allocates: never in steady state, but for generated elements.
 */
final class Emitter {
  private final RouterCounters counters;
  private Outbox outbox;
  private long nowMs;

  Emitter(final RouterCounters counters) {
    this.counters = counters;
  }

  void begin(final NodeSlot slot) {
    outbox = slot.outbox();
    nowMs = slot.receivedAtMs();
  }

  long nowMs() {
    return nowMs;
  }

  void element(final SessionView to, final Element stanza) {
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    stanza.write(arena, Ns.CLIENT);
    one(Action.STANZA, to.handle(), start);
  }

  void bytes(final SessionView to, final byte[] stanza, final int start, final int end) {
    final ByteWriter arena = outbox.arena();
    final int at = arena.length();
    arena.put(stanza, start, end);
    one(Action.STANZA, to.handle(), at);
  }

  /** An element for an endpoint that has no session: the answer to a failed bind. */
  void element(final long handle, final Element stanza) {
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    stanza.write(arena, Ns.CLIENT);
    one(Action.STANZA, handle, start);
  }

  void bound(final LocalSession session) {
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    arena.put(session.escapedJid());
    one(Action.BOUND, session.handle(), start);
  }

  void unbound(final long handle) {
    one(Action.UNBOUND, handle, outbox.arena().length());
  }

  void close(final long handle, final String condition, final String text) {
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    if (condition != null) {
      Stanzas.streamError(condition, text).write(arena, "");
    }
    one(Action.CLOSE, handle, start);
  }

  private void one(final Action action, final long handle, final int start) {
    outbox.entry(action, start, outbox.arena().length()).to(handle);
  }

  /**
   * Begins a copy of the packet with its sender stamped; {@link #to} adds its recipients.
   *
   * @param from the sender's escaped full JID
   * @param fromLength how much of it is stamped: all, or the bare part
   * @param archiveId its id in the recipient's archive; 0 when it is in none
   * @param by the archive's escaped bare JID
   */
  void copy(
      final Packet packet,
      final byte[] from,
      final int fromLength,
      final String language,
      final OwnAddress own,
      final long archiveId,
      final byte[] by) {
    final StanzaView stanza = packet.stanza();
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    final boolean withoutTo = own != OwnAddress.NONE;
    final int toAt =
        Splice.head(stanza, Target.STREAM, from, fromLength, withoutTo, language, arena);
    if (archiveId != 0) {
      Splice.open(stanza, arena);
      StanzaIds.write(arena, archiveId, by);
    }
    final int headEnd = arena.length();
    outbox.entry(Action.STANZA, start, headEnd).ownAddress(own, toAt);
    if (stanza.isSelfClosed()) {
      if (archiveId != 0) {
        Splice.close(stanza, arena);
        outbox.foot(headEnd, arena.length());
      }
      return;
    }
    if (StanzaIds.mayBeIn(stanza)) {
      StanzaIds.writeContentWithout(packet, arena);
      outbox.foot(headEnd, arena.length());
    } else {
      outbox.tail(stanza.buffer(), stanza.tagEnd(), stanza.end());
    }
  }

  void to(final SessionView session) {
    outbox.to(session.handle());
    counters.delivered.increment();
  }
}
