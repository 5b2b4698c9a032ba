// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.csi.ClientState;
import io.ringtail.handlers.csi.Deferrable;
import io.ringtail.handlers.inbox.InboxTask;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.node.Outbox.Action;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.handlers.spi.Stanzas;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.handlers.streams.UnackedQueue;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import io.ringtail.parser.Splice;
import io.ringtail.parser.Splice.Target;
import io.ringtail.parser.StanzaView;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what the Router decides into the current slot's outbox.
 *
 * <p>Owner: Router. Allocates: never in steady state, but for generated elements.
 */
final class Emitter {
  private static final byte[] NONE = {};

  private final RouterCounters counters;
  private final StreamManager streams;
  private final Deferrable deferrable = new Deferrable();
  private final List<LocalSession> crowded = new ArrayList<>();
  private Outbox outbox;
  private List<InboxTask> inboxTasks;
  private long nowMs;
  private LocalAccount recipient;
  private long messageId;
  private boolean stamped;
  private boolean taken;
  private boolean chatState;

  Emitter(final RouterCounters counters, final StreamManager streams) {
    this.counters = counters;
    this.streams = streams;
  }

  void begin(final NodeSlot slot) {
    outbox = slot.outbox();
    inboxTasks = slot.inboxTasks();
    nowMs = slot.receivedAtMs();
    endMessage();
  }

  Outbox outbox() {
    return outbox;
  }

  /**
   * From here on what goes to the account's sessions is this message, or a copy of it.
   *
   * @param id its archive id; 0 when no view keeps it
   * @param withStanzaId whether the copies carry it
   */
  void beginMessage(final LocalAccount account, final long id, final boolean withStanzaId) {
    recipient = id == 0 ? null : account;
    messageId = id;
    stamped = withStanzaId;
    taken = false;
  }

  void endMessage() {
    recipient = null;
    messageId = 0;
    chatState = false;
  }

  /** From here on what goes to anybody only tells that somebody is typing, or not. */
  void chatState(final boolean only) {
    chatState = only;
  }

  /** XEP-0352 §4.2; only where the host type has it. */
  void clientState(final LocalSession session, final boolean active) {
    if (active) {
      flush(session);
    } else if (session.inactive() == null) {
      final HostType type = session.account().host().type();
      session.inactive(new Inactive(type.service(ClientState.Policy.class).bufferMax()));
    }
  }

  /** What waited for the client's attention goes out: it is active again, or there is too much. */
  void flush(final LocalSession session) {
    final Inactive waiting = session.inactive();
    if (waiting == null) {
      return;
    }
    session.inactive(null);
    if (session.isResumable() && !waiting.presences().isEmpty()) {
      session.stream().waiting(NONE);
    }
    for (final byte[] presence : waiting.presences()) {
      bytes(session, presence, 0, presence.length);
    }
  }

  /** Sends what is too much to wait, when no entry is being written. */
  void flushCrowded() {
    for (int i = 0; i < crowded.size(); i++) {
      final LocalSession session = crowded.get(i);
      final Inactive before = session.inactive();
      if (before != null && before.isFull()) {
        flush(session);
        session.inactive(before.emptied());
      }
    }
    crowded.clear();
  }

  long nowMs() {
    return nowMs;
  }

  void inbox(final InboxTask task) {
    inboxTasks.add(task);
  }

  void element(final SessionView to, final Element stanza) {
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    stanza.write(arena, Ns.CLIENT);
    one((LocalSession) to, start);
  }

  void bytes(final SessionView to, final byte[] stanza, final int start, final int end) {
    one((LocalSession) to, put(stanza, start, end));
  }

  /** The same where offline messages need not come first: the session has asked for this. */
  void part(final SessionView to, final byte[] stanza, final int start, final int end) {
    outbox.entry(Action.STANZA, put(stanza, start, end), outbox.arena().length());
    now((LocalSession) to);
  }

  private int put(final byte[] stanza, final int start, final int end) {
    final int at = outbox.arena().length();
    outbox.arena().put(stanza, start, end);
    return at;
  }

  /** An element for an endpoint that has no session: the answer to a failed bind. */
  void element(final long handle, final Element stanza) {
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    stanza.write(arena, Ns.CLIENT);
    one(Action.STANZA, handle, start);
  }

  /** What is no stanza, so that nobody counts it. */
  void answer(final long handle, final Action action, final ByteWriter bytes) {
    final ByteWriter arena = outbox.arena();
    final int start = arena.length();
    arena.put(bytes.array(), 0, bytes.length());
    one(action, handle, start);
    outbox.keep();
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

  private void one(final LocalSession to, final int start) {
    outbox.entry(Action.STANZA, start, outbox.arena().length());
    send(to);
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
    send((LocalSession) session);
    counters.delivered.increment();
  }

  /** Its offline messages come before this one. */
  private void later(final LocalSession session) {
    final boolean isMessage = recipient != null && session.account() == recipient;
    outbox.keep();
    session
        .flush()
        .later
        .add(
            outbox,
            session.escapedJid(),
            session.escapedBareLength(),
            isMessage ? messageId : 0,
            isMessage && stamped ? UnackedQueue.STAMPED : 0,
            nowMs);
  }

  /** A message that was kept for the session, with what is known of it. */
  void kept(
      final LocalSession session,
      final byte[] stanza,
      final int start,
      final int end,
      final long id,
      final int marks) {
    final ByteWriter arena = outbox.arena();
    final int at = arena.length();
    arena.put(stanza, start, end);
    outbox.entry(Action.STANZA, at, arena.length());
    if (session.isAttached()) {
      outbox.to(session.handle());
    }
    counters.delivered.increment();
    if (session.stream() == null) {
      streams.takenByOthers(session, id);
    } else {
      outbox.keep();
      streams.sent(session.stream(), outbox, id, marks, nowMs);
    }
  }

  private boolean waits(final LocalSession session) {
    if (chatState && outbox.isMessage(outbox.entries() - 1)) {
      return true; // when the client looks again it is long past
    }
    final boolean taken = session.inactive().takes(session, outbox, deferrable);
    if (taken && session.isResumable()) {
      session.stream().waiting(session.inactive().newest());
    }
    if (taken && session.inactive().isFull()) {
      crowded.add(session);
    }
    return taken;
  }

  /** Adds a recipient to the newest entry; a managed stream keeps the bytes, connected or not. */
  private void send(final LocalSession session) {
    if (session.flush() != null && outbox.isMessage(outbox.entries() - 1)) {
      later(session);
    } else {
      now(session);
    }
  }

  private void now(final LocalSession session) {
    if (session.inactive() != null && waits(session)) {
      outbox.keep();
      return;
    }
    final ManagedStream stream = session.stream();
    final boolean isMessage = recipient != null && session.account() == recipient;
    if (stream == null) {
      outbox.to(session.handle());
      if (isMessage) {
        taken = true; // nobody will say whether it arrived: written is delivered
        streams.takenByOthers(session, messageId);
      }
      return;
    }
    final int marks =
        (taken ? UnackedQueue.TAKEN : 0) | (stamped && isMessage ? UnackedQueue.STAMPED : 0);
    outbox.keep();
    if (session.isAttached()) {
      outbox.to(session.handle());
    }
    streams.sent(stream, outbox, isMessage ? messageId : 0, isMessage ? marks : 0, nowMs);
  }
}
