// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.offline.Expiration;
import io.ringtail.handlers.offline.OfflineMessages;
import io.ringtail.handlers.port.OfflineStore.Kept;
import io.ringtail.handlers.stanzaid.StanzaIds;
import io.ringtail.handlers.streams.UnackedQueue;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Elements;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hands an account's offline messages to the session that is the first to take messages (XEP-0160
 * §2): oldest first, before everything that comes meanwhile. One is taken when it is acknowledged
 * or, where nobody acknowledges, when it is sent.
 *
 * <p>Owner: Router. Allocates: per message; cold path only.
 */
final class OfflineDelivery implements StreamManager.OnAcknowledged {
  private static final int PAGE = 50;
  private static final int PAGE_BYTES = 256 << 10;

  private final Core core;
  private final Emitter emitter;
  private final WorkCalls calls;
  private final StreamJournal journal;

  OfflineDelivery(
      final Core core, final Emitter emitter, final WorkCalls calls, final StreamJournal journal) {
    this.core = core;
    this.emitter = emitter;
    this.calls = calls;
    this.journal = journal;
  }

  /** The session has become available with a priority that takes messages. */
  void reachable(final LocalSession session) {
    final OfflineMessages.Policy policy = policy(session.account());
    if (policy == null || session.flush() != null || isReadByNode(session, policy)) {
      return;
    }
    if (mayHave(session.account(), policy)) {
      session.flush(new Flush(core.arrays()));
      ask(session, policy);
    }
  }

  static boolean mayHave(final LocalAccount account, final OfflineMessages.Policy policy) {
    return account.state(policy.waiting()).count() > 0 || account.mayHaveUncounted();
  }

  /** XEP-0013 §2.2: while a device reads one by one, no device of the account gets them all. */
  private static boolean isReadByNode(
      final LocalSession session, final OfflineMessages.Policy policy) {
    final LocalAccount account = session.account();
    for (int i = 0; i < account.sessionCount(); i++) {
      if (account.session(i).state(policy.byNode()) != null) {
        return true;
      }
    }
    return false;
  }

  static OfflineMessages.Policy policy(final LocalAccount account) {
    return account.host().type().service(OfflineMessages.Policy.class);
  }

  private void ask(final LocalSession session, final OfflineMessages.Policy policy) {
    final Flush flush = session.flush();
    flush.paused = false;
    read(
        session,
        flush.lastId,
        page -> {
          if (session.isOpen() && session.flush() == flush) { // else they stay where they are
            page(session, policy, page);
          }
        },
        () -> {
          if (session.flush() == flush) {
            end(session);
          }
        });
  }

  /** Reads a page of what is kept for the session's account, behind the message with this id. */
  void read(
      final LocalSession session,
      final long after,
      final Consumer<List<Kept>> then,
      final Runnable failed) {
    final LocalAccount account = session.account();
    final OfflineMessages.Policy policy = policy(account);
    final long number = account.number();
    final OfflineMessages.Waiting waiting = account.state(policy.waiting());
    waiting.beginRead();
    calls.ask(
        account,
        session.handle(),
        WorkCalls.QUERY_WAIT_MS,
        () -> policy.store().load(number, after, PAGE, PAGE_BYTES),
        (page, out) -> {
          try {
            then.accept(page);
          } finally {
            waiting.endRead();
          }
        },
        (error, out) -> {
          waiting.endRead();
          failed.run();
        });
  }

  private void page(
      final LocalSession session, final OfflineMessages.Policy policy, final List<Kept> page) {
    for (final Kept kept : page) {
      session.flush().lastId = kept.id();
      final boolean gone = session.account().state(policy.waiting()).isGone(kept.id());
      if (!gone && (session.stream() == null || session.stream().queue().find(kept.id()) < 0)) {
        hand(session, kept);
      }
    }
    if (page.isEmpty()) {
      end(session);
    } else if (isBehind(session)) {
      session.flush().paused = true;
    } else {
      ask(session, policy);
    }
  }

  /** A client that does not acknowledge gets no more than half of what may be kept for it. */
  private static boolean isBehind(final LocalSession session) {
    final ManagedStream stream = session.stream();
    return stream != null
        && (stream.queue().count() > stream.policy().bufferMax() / 2
            || stream.queue().length() > StreamManager.MAX_BYTES / 2);
  }

  /** The client has acknowledged something: there may be room for more. */
  @Override
  public void acknowledged(final LocalSession session) {
    if (isBehind(session)) {
      return;
    }
    if (session.flush() != null && session.flush().paused) {
      ask(session, policy(session.account()));
    }
    session.stream().hasRoom();
  }

  /**
   * Runs the rest of something long when there is room for it: at once where nobody acknowledges.
   *
   * @return false when too much waits already
   */
  boolean whenRoom(final LocalSession session, final Runnable rest) {
    if (isBehind(session)) {
      return session.stream().whenRoom(rest);
    }
    rest.run();
    return true;
  }

  /** XEP-0013 §2.2: from now on the client itself asks for what it wants to have. */
  void readByNode(final LocalSession session) {
    final OfflineMessages.Policy policy = policy(session.account());
    if (session.state(policy.byNode()) == null) {
      session.state(policy.byNode(), true);
      end(session);
    }
  }

  private void hand(final LocalSession session, final Kept kept) {
    final LocalAccount account = session.account();
    if (session.hasInArchive(kept)
        || Expiration.isOver(
            Elements.parse(kept.stanza(), 0), kept.receivedAtMs(), emitter.nowMs())) {
      taken(account, kept.id());
      return;
    }
    final ByteWriter out = new ByteWriter(kept.stanza().length + 256);
    if (kept.archived()) {
      writeWithId(kept, account.escapedJid(), out);
    } else {
      out.put(kept.stanza());
    }
    LateStanza.stamp(out, 0, account.host().jid(), kept.receivedAtMs());
    emitter.kept(session, out.array(), 0, out.length(), kept.id(), UnackedQueue.OFFLINE);
    if (session.stream() == null) {
      taken(account, kept.id());
    }
  }

  private static void writeWithId(final Kept kept, final byte[] by, final ByteWriter out) {
    final byte[] stanza = kept.stanza();
    int tagEnd = 0;
    byte quote = 0;
    while (quote != 0 || stanza[tagEnd] != '>') {
      final byte c = stanza[tagEnd++];
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    out.put(stanza, 0, tagEnd + 1);
    StanzaIds.write(out, kept.id(), by);
    out.put(stanza, tagEnd + 1, stanza.length);
  }

  /** A device has the message for good, or its account does not want it. */
  @Override
  public void taken(final LocalAccount account, final long id) {
    final OfflineMessages.Policy policy = policy(account);
    final boolean counts = policy != null && account.isLoaded();
    if (!counts || account.state(policy.waiting()).take(id)) {
      // whoever asks for what is left waits until the store knows of this
      account.archived(journal.taken(account.number(), id));
    }
  }

  /**
   * Its account wants the message no more (XEP-0013 §2.5): copies on streams need no successor.
   *
   * @return false while the journal takes no more
   */
  boolean removed(final LocalAccount account, final long id) {
    if (!journal.isAdmitting()) {
      return false;
    }
    for (int i = 0; i < account.sessionCount(); i++) {
      final ManagedStream stream = account.session(i).stream();
      final int copy = stream == null ? -1 : stream.queue().find(id);
      if (copy >= 0) {
        stream.queue().mark(copy, UnackedQueue.TAKEN);
        journal.copyTaken(stream, id);
      }
    }
    taken(account, id);
    return true;
  }

  /** All of it is handed over, or the store can not say: what came meanwhile follows. */
  private void end(final LocalSession session) {
    final Flush flush = session.flush();
    if (flush == null || !session.isOpen()) {
      return;
    }
    session.flush(null);
    final UnackedQueue later = flush.later;
    int at = later.first();
    for (int i = later.count(); i > 0; i--) {
      emitter.kept(
          session,
          later.array(),
          later.stanzaStart(at),
          later.stanzaEnd(at),
          later.id(at),
          later.has(at, UnackedQueue.STAMPED) ? UnackedQueue.STAMPED : 0);
      at = later.next(at);
    }
    later.clear();
  }
}
