// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.OfflineEntry;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.node.Facts;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.streams.UnackedQueue;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Writes what a restart needs to go on with every resumable stream: what each slot changed, and
 * from time to time a stream as a whole, so that old files of the journal can go.
 *
 * <p>The journal is its own checkpoint: a second file could disagree with it.
 *
 * <pre>
 *   OPENED STATE COUNTS SENT … SENT COUNTS SENT …   OPENED STATE COUNTS SENT …
 *   └ whole, needed from here  └ what slots changed └ whole again: the former is not needed
 * </pre>
 *
 * <p>What a slot's message says already is not said again, see {@link NewestMessage}.
 *
 * <p>Owner: Router. Allocates: per whole stream; never for stanzas and counts.
 */
final class StreamJournal {
  // what is to be written of a stream at the end of the slot
  static final int WHOLE = 1;
  static final int STATE = 1 << 1;
  static final int COUNTS = 1 << 2;
  static final int SENT = 1 << 3;
  static final int ENDED = 1 << 4;
  static final int ACKED = 1 << 5; // the client's count, which can wait for the end of the batch

  private static final int MAX_ENTRY_BYTES = 1 << 16;
  private static final long CHECKPOINT_MS = 2_000;

  /** Something of a stream that is a whole entry; what it changes is known already. */
  private record More(ManagedStream stream, Runnable write) {}

  private final Durability durability;
  private final Journal journal;
  private final ArchiveIds ids;
  private final List<ManagedStream> changed = new ArrayList<>();
  private final List<More> more = new ArrayList<>();
  private final Renewals renewals = new Renewals();
  private final NewestMessage newest = new NewestMessage();
  private Facts facts;
  private long nowMs;
  private long checkpointAtMs;
  private long checkpointIndex; // what was appended before the last one
  private long neededFrom;
  private long[] taken = new long[16];
  private int takenCount;
  private int slotBytes; // written in this slot
  private boolean pressing; // something changed that must be written in this slot
  private int emptyCheckpoints = 2; // as if two had said already that there are no streams

  StreamJournal(final Durability durability) {
    this.durability = durability;
    this.journal = durability.journal();
    this.ids = durability.ids();
  }

  void begin(final NodeSlot slot) {
    facts = slot.facts();
    nowMs = slot.receivedAtMs();
    slotBytes = 0;
  }

  /** It is in the journal already. */
  void restored(final ManagedStream stream) {
    stream.isWritten = true;
    renewals.restored(stream);
    emptyCheckpoints = 0;
  }

  /** Another device has the message: the stream's copy needs no successor. */
  void copyTaken(final ManagedStream stream, final long message) {
    if (takenCount == taken.length) {
      taken = Arrays.copyOf(taken, takenCount * 2);
    }
    taken[takenCount++] = stream.id().number();
    taken[takenCount++] = message;
    pressing = true;
  }

  /** As {@link Durability} has it. */
  boolean acksWaitForSync() {
    return durability.acksWaitForSync();
  }

  /** To these its session has sent directed presence, or its end. */
  void directed(final ManagedStream stream, final Set<Jid> addresses, final boolean available) {
    final StreamEntry.Directed directed = listed(addresses, available);
    also(stream, () -> writeDirected(stream, directed));
  }

  /** Presence waits for its inactive client; an empty one says that none waits any more. */
  void waiting(final ManagedStream stream, final byte[] presence) {
    also(stream, () -> writeWaiting(stream, presence));
  }

  private void also(final ManagedStream stream, final Runnable write) {
    if (!stream.isWritten) {
      changed(stream, WHOLE);
    } else if (isJournaled(stream)) {
      more.add(new More(stream, write));
      pressing = true;
    }
  }

  private static StreamEntry.Directed listed(final Set<Jid> addresses, final boolean available) {
    return new StreamEntry.Directed(available, addresses.stream().map(Jid::toString).toList());
  }

  /** False while nothing new may be promised. */
  boolean isAdmitting() {
    return journal.isAdmitting();
  }

  /** An offline message has reached a device; the id of the entry that says so. */
  long taken(final long account, final long message) {
    final long id = next();
    OfflineEntry.putTaken(facts.arena(), id, account, message);
    facts.end();
    return id;
  }

  /** Something of the stream is to be written at the end of the slot, or soon if it can wait. */
  void changed(final ManagedStream stream, final int what) {
    if (!isJournaled(stream)) {
      return;
    }
    if (stream.unwritten == 0) {
      changed.add(stream);
    }
    stream.unwritten |= what;
    pressing |= what != ACKED;
  }

  // what still comes of an ended stream must not open it anew
  private static boolean isJournaled(final ManagedStream stream) {
    return (stream.isResumable() || stream.isRecord()) && !stream.hasEnded;
  }

  /**
   * The end of a slot.
   *
   * @param sender whose stanza it was; null when nobody's
   * @param more another slot of the batch follows: clients' counts alone are no append of their own
   */
  void write(final LocalSession sender, final boolean more) {
    if (more && !pressing && facts.count() == 0) {
      return;
    }
    if (sender != null && sender.isResumable() && (facts.count() > 0 || !changed.isEmpty())) {
      // acknowledged or not, what is journaled must not be sent again
      changed(sender.stream(), COUNTS);
    }
    final boolean admitting = journal.isAdmitting();
    newest.find(facts);
    writeTaken(admitting);
    for (int i = 0; i < changed.size(); i++) {
      final ManagedStream stream = changed.get(i);
      final int what = stream.unwritten;
      stream.unwritten = 0;
      if (admitting) {
        write(stream, what);
      } else {
        stream.queue().written();
        stream.isWritten = false; // a gap: whole again as soon as the journal takes it
        renewals.gap(nowMs);
      }
    }
    changed.clear();
    writeMore(admitting);
    pressing = false;
    renewals.grown(facts.arena().length() - slotBytes);
    slotBytes = facts.arena().length();
  }

  private void writeMore(final boolean admitting) {
    for (int i = 0; i < more.size(); i++) {
      final ManagedStream stream = more.get(i).stream();
      if (admitting && stream.isWritten) {
        more.get(i).write().run();
      } else {
        stream.isWritten = false;
        renewals.gap(nowMs);
      }
    }
    more.clear();
  }

  private void writeWaiting(final ManagedStream stream, final byte[] presence) {
    StreamEntry.putWaiting(facts.arena(), next(), stream.id().number(), presence);
    facts.end();
  }

  private void writeDirected(final ManagedStream stream, final StreamEntry.Directed directed) {
    StreamEntry.putDirected(facts.arena(), next(), stream.id().number(), directed);
    facts.end();
  }

  // at the end of the slot only: entries stand in the order of their ids, and the message that made
  // these has got its own before
  private void writeTaken(final boolean admitting) {
    for (int i = 0; admitting && i < takenCount; i += 2) {
      StreamEntry.putTaken(facts.arena(), next(), taken[i], taken[i + 1]);
      facts.end();
    }
    takenCount = 0;
  }

  private void write(final ManagedStream stream, final int what) {
    if ((what & ENDED) != 0) {
      writeEnded(stream);
    } else if ((what & WHOLE) != 0 || !stream.isWritten) {
      writeWhole(stream);
    } else {
      if ((what & STATE) != 0) {
        writeState(stream);
      }
      if ((what & (COUNTS | ACKED)) != 0) {
        writeCounts(stream);
      }
      if ((what & SENT) != 0) {
        writeSent(stream, stream.queue().fresh());
      }
    }
    stream.queue().written();
  }

  private void writeWhole(final ManagedStream stream) {
    final LocalSession session = stream.session();
    StreamEntry.putOpened(
        facts.arena(),
        next(),
        new StreamEntry.Opened(
            stream.id().number(),
            stream.id().secret(),
            session.account().number(),
            stream.resumeTimeoutMs(),
            session.openedAtMs(),
            session.jid().toString(),
            session.language()));
    facts.end();
    writeState(stream);
    if (!session.directed().isEmpty()) {
      writeDirected(stream, listed(session.directed(), true));
    }
    if (!stream.isRecord()) {
      putCounts(stream);
      writeSent(stream, stream.queue().count());
      if (session.inactive() != null) {
        session.inactive().presences().forEach(presence -> writeWaiting(stream, presence));
      }
    }
    stream.isWritten = true;
    renewals.whole(stream, journal.appendedIndex(), nowMs);
    emptyCheckpoints = 0;
  }

  private void writeState(final ManagedStream stream) {
    final LocalSession session = stream.session();
    StreamEntry.putState(
        facts.arena(),
        next(),
        stream.id().number(),
        new StreamEntry.State(
            session.isAvailable(), session.priority(), session.flags(), session.presence()));
    facts.end();
  }

  private void writeCounts(final ManagedStream stream) {
    final int handled = stream.handled();
    if (handled == stream.writtenInbound && stream.acked() == stream.writtenAcked) {
      return;
    }
    if (stream.acked() == stream.writtenAcked && newest.count(stream, handled)) {
      stream.writtenInbound = handled;
    } else {
      putCounts(stream);
    }
  }

  private void putCounts(final ManagedStream stream) {
    stream.writtenInbound = stream.handled();
    stream.writtenAcked = stream.acked();
    StreamEntry.putCounts(
        facts.arena(), next(), stream.id().number(), stream.handled(), stream.acked());
    facts.end();
  }

  private void writeSent(final ManagedStream stream, final int stanzas) {
    final UnackedQueue queue = stream.queue();
    final int first = stanzas == queue.count() ? queue.first() : queue.freshStart();
    if (stanzas != 1 || !newest.copy(stream, first, next())) {
      putSent(stream, stanzas, first);
    }
  }

  private void putSent(final ManagedStream stream, final int stanzas, final int first) {
    final UnackedQueue queue = stream.queue();
    int number = stream.outbound() - stanzas + 1;
    int left = stanzas;
    int at = first;
    while (left > 0) {
      final int from = at;
      int count = 0;
      do {
        at = queue.next(at);
        count++;
      } while (count < left && queue.next(at) - from <= MAX_ENTRY_BYTES);
      StreamEntry.putSent(facts.arena(), next(), stream.id().number(), number, count);
      queue.writeTo(facts.arena(), from, at);
      facts.end();
      number += count;
      left -= count;
    }
  }

  private void writeEnded(final ManagedStream stream) {
    if (stream.isWritten) {
      StreamEntry.putEnded(
          facts.arena(),
          next(),
          new StreamEntry.Ended(
              stream.id().number(),
              stream.session().account().number(),
              stream.id().secret(),
              stream.handled()));
      facts.end();
    }
    stream.isWritten = false;
    stream.hasEnded = true;
    renewals.ended(stream, journal.appendedIndex());
  }

  private long next() {
    return ids.next(nowMs);
  }

  /** Writes streams anew whose turn it is, and says from where the journal is needed. */
  void tick() {
    if (!journal.isAdmitting()) {
      return; // a turn would be lost
    }
    renewals.forEachDue(nowMs, stream -> changed(stream, WHOLE));
    if (isCheckpointDue() && isNews()) {
      checkpoint();
      emptyCheckpoints = renewals.isEmpty() ? emptyCheckpoints + 1 : 0;
    }
  }

  private boolean isCheckpointDue() {
    return nowMs - checkpointAtMs >= CHECKPOINT_MS || nowMs < checkpointAtMs;
  }

  /** Without streams, only a journal that grows needs to hear that it may forget. */
  private boolean isNews() {
    return emptyCheckpoints < 2 || journal.appendedIndex() > checkpointIndex + 1;
  }

  // what is taken off the queue above is written at the end of this slot: not before the next
  // checkpoint is its former whole given up
  private void checkpoint() {
    checkpointAtMs = nowMs;
    checkpointIndex = journal.appendedIndex();
    final long needed = neededFrom;
    neededFrom = renewals.neededFrom(journal.appendedIndex());
    StreamEntry.putCheckpoint(facts.arena(), next(), needed);
    facts.end();
    durability.streamsNeed(needed);
  }
}
