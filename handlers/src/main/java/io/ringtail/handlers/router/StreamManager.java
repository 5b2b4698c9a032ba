// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.handlers.streams.ByteArrays;
import io.ringtail.handlers.streams.StreamPolicy;
import io.ringtail.handlers.streams.UnackedQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Every managed stream of the node (XEP-0198): numbers and keeps what is sent, takes
 * acknowledgements, asks for them, and knows who has not answered.
 *
 * <p>The Router owns this, not the loops: numbers follow the order of its decisions, and nothing
 * that was on its way to a lost connection needs to come back.
 *
 * <p>Owner: Router. Allocates: when a stream is enabled.
 */
final class StreamManager {
  /** Unacknowledged bytes of one stream, whatever {@code buffer_max} says. */
  static final int MAX_BYTES = 4 << 20;

  private static final long OVERFULL_MS = 5_000;

  private final ByteArrays arrays = new ByteArrays();
  private final Long2ObjectHashMap<ManagedStream> streams = new Long2ObjectHashMap<>();
  private final List<ManagedStream> watched = new ArrayList<>();
  private final List<ManagedStream> due = new ArrayList<>();
  private final List<ManagedStream> overfull = new ArrayList<>();
  private final ArchiveIds ids;
  private final RandomGenerator random;
  private final StreamJournal journal;
  private OnAcknowledged onAcknowledged;

  StreamManager(final ArchiveIds ids, final RandomGenerator random, final StreamJournal journal) {
    this.ids = ids;
    this.random = random;
    this.journal = journal;
  }

  /** Begins to manage the session's stream; both counts start at 0. */
  ManagedStream enable(
      final LocalSession session,
      final StreamPolicy policy,
      final long resumeTimeoutMs,
      final long nowMs) {
    final ManagedStream.Id id = new ManagedStream.Id(ids.next(nowMs), random.nextLong());
    final ManagedStream stream =
        new ManagedStream(id, session, policy, resumeTimeoutMs, arrays, journal);
    add(stream);
    journal.changed(stream, StreamJournal.WHOLE);
    return stream;
  }

  /** A stream from before a restart; its queue and counts follow. */
  ManagedStream restore(
      final ManagedStream.Id id,
      final LocalSession session,
      final StreamPolicy policy,
      final long resumeTimeoutMs) {
    final ManagedStream stream =
        new ManagedStream(id, session, policy, resumeTimeoutMs, arrays, journal);
    add(stream);
    journal.restored(stream);
    return stream;
  }

  /** What the journal is to know of a session that can not be resumed. */
  ManagedStream record(final LocalSession session) {
    return record(ids.next(0), session); // any number that no other has
  }

  /** The same from before a restart. */
  ManagedStream restoreRecord(final long number, final LocalSession session) {
    final ManagedStream record = record(number, session);
    session.recorded(record);
    journal.restored(record);
    return record;
  }

  private ManagedStream record(final long number, final LocalSession session) {
    final ManagedStream.Id id = new ManagedStream.Id(number, StreamEntry.NO_SECRET);
    return new ManagedStream(id, session, null, 0, arrays, journal);
  }

  private void add(final ManagedStream stream) {
    streams.put(stream.id().number(), stream);
    stream.session().manage(stream);
  }

  /** Nobody can resume it any more, though it has not ended yet. */
  void withdraw(final ManagedStream stream) {
    streams.remove(stream.id().number());
  }

  ByteArrays arrays() {
    return arrays;
  }

  /** The stream with this id, or null. */
  ManagedStream find(final ManagedStream.Id id) {
    final ManagedStream stream = id == null ? null : streams.get(id.number());
    return stream != null && stream.id().secret() == id.secret() ? stream : null;
  }

  int count() {
    return streams.size();
  }

  /** Numbers and keeps the outbox's newest entry for one of its recipients. */
  void sent(
      final ManagedStream stream,
      final Outbox outbox,
      final long id,
      final int marks,
      final long nowMs) {
    final LocalSession session = stream.session();
    stream.queue().add(outbox, session.escapedJid(), session.escapedBareLength(), id, marks, nowMs);
    stream.sent();
    journal.changed(stream, StreamJournal.SENT);
    if (session.isAttached()) {
      watch(stream);
      if (++stream.unrequested >= stream.policy().ackFreq()) {
        request(stream);
      }
    }
    if (isOver(stream, session.isAttached())) {
      overfull.add(stream);
    }
  }

  /** A lost client gets no grace: it can not catch up. */
  private static boolean isOver(final ManagedStream stream, final boolean attached) {
    return stream.queue().length() > MAX_BYTES
        || !attached && stream.queue().count() > stream.policy().bufferMax();
  }

  /** The client is asked to acknowledge at the end of this slot. */
  void request(final ManagedStream stream) {
    if (!stream.due) {
      stream.due = true;
      due.add(stream);
    }
  }

  /** It is looked at once a second while anything of it is not acknowledged. */
  void watch(final ManagedStream stream) {
    if (!stream.watched) {
      stream.watched = true;
      watched.add(stream);
    }
  }

  /** Writes one request for all who are to be asked; the end of a slot. */
  void writeRequests(final StreamReplies replies, final long nowMs) {
    if (due.isEmpty()) {
      return;
    }
    replies.beginRequest();
    for (int i = 0; i < due.size(); i++) {
      final ManagedStream stream = due.get(i);
      stream.due = false;
      if (stream.session().isAttached()) {
        replies.request(stream.session());
        stream.unrequested = 0;
        if (stream.requestedAtMs == 0) {
          stream.requestedAtMs = nowMs;
        }
      }
    }
    due.clear();
  }

  /** One whose client has fallen too far behind, or null. */
  ManagedStream pollOverfull() {
    return overfull.isEmpty() ? null : overfull.removeLast();
  }

  /**
   * Takes the client's count.
   *
   * @return false when it counts more than was sent
   */
  boolean acknowledge(final ManagedStream stream, final int h) {
    final int lost = stream.lostByJournal(h);
    if (lost > 0) {
      forget(stream, h - lost - stream.acked());
      stream.skip(lost);
      journal.changed(stream, StreamJournal.WHOLE); // its numbers have a gap
      onAcknowledged.acknowledged(stream.session());
      return true;
    }
    final int more = h - stream.acked();
    if (more < 0) {
      return Integer.compareUnsigned(h, stream.outbound()) <= 0; // an old one, overtaken
    }
    if (more > stream.outbound() - stream.acked()) {
      return false;
    }
    stream.requestedAtMs = 0;
    if (more > 0) {
      journal.changed(stream, StreamJournal.ACKED);
    }
    forget(stream, more);
    onAcknowledged.acknowledged(stream.session());
    return true;
  }

  private void forget(final ManagedStream stream, final int stanzas) {
    for (int i = 0; i < stanzas; i++) {
      final UnackedQueue queue = stream.queue();
      takenByOthers(stream.session(), queue.id(queue.first()));
      if (queue.has(queue.first(), UnackedQueue.OFFLINE)
          && !queue.has(queue.first(), UnackedQueue.TAKEN)) {
        onAcknowledged.taken(stream.session().account(), queue.id(queue.first()));
      }
      stream.acknowledgedOne();
    }
  }

  /** A device has the message: its account's other devices' copies need no successor. */
  void takenByOthers(final LocalSession session, final long id) {
    final LocalAccount account = session.account();
    if (id == 0 || account.sessionCount() < 2) {
      return;
    }
    for (int i = 0; i < account.sessionCount(); i++) {
      final LocalSession other = account.session(i);
      if (other != session && other.stream() != null) {
        final UnackedQueue queue = other.stream().queue();
        final int copy = queue.find(id);
        if (copy >= 0) {
          queue.mark(copy, UnackedQueue.TAKEN);
          journal.copyTaken(other.stream(), id);
        }
      }
    }
  }

  /** Whether another stream of the account still holds a copy. */
  static boolean isHeldByOthers(final LocalSession session, final long id) {
    final LocalAccount account = session.account();
    for (int i = 0; i < account.sessionCount(); i++) {
      final LocalSession other = account.session(i);
      if (other != session && other.stream() != null && other.stream().queue().find(id) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Forgets the stream; what it kept is still in its queue. */
  void end(final ManagedStream stream) {
    streams.remove(stream.id().number());
    journal.changed(stream, StreamJournal.ENDED);
  }

  /** Hears of what clients acknowledge. */
  interface OnAcknowledged {
    /** An offline message. */
    void taken(LocalAccount account, long id);

    /** Anything; a stream that is resumed is so only after this. */
    void acknowledged(LocalSession session);
  }

  /** Closes the circle of objects that call each other; once, at start. */
  void wire(final OnAcknowledged listener) {
    onAcknowledged = listener;
  }

  /** What a second brings: who is asked, and who has not answered in time. */
  interface OnLate {
    /** No answer to a request for acknowledgement. */
    void silent(ManagedStream stream);

    /** It answers, but stays too far behind. */
    void overfull(ManagedStream stream);
  }

  void tick(final long nowMs, final OnLate late) {
    for (int i = watched.size() - 1; i >= 0; i--) {
      final ManagedStream stream = watched.get(i);
      if (!stream.session().isAttached() || stream.queue().count() == 0) {
        unwatch(i);
        continue;
      }
      stream.overfullSinceMs = overfullSince(stream, nowMs);
      if (stream.overfullSinceMs != 0 && nowMs - stream.overfullSinceMs >= OVERFULL_MS) {
        late.overfull(stream);
      } else if (stream.requestedAtMs == 0) {
        request(stream);
      } else if (nowMs - stream.requestedAtMs >= stream.policy().ackTimeoutMs()) {
        late.silent(stream);
      }
    }
  }

  private static long overfullSince(final ManagedStream stream, final long nowMs) {
    if (stream.queue().count() <= stream.policy().bufferMax()) {
      return 0;
    }
    return stream.overfullSinceMs == 0 ? nowMs : stream.overfullSinceMs;
  }

  private void unwatch(final int position) {
    final ManagedStream stream = watched.get(position);
    stream.watched = false;
    stream.overfullSinceMs = 0;
    stream.requestedAtMs = 0;
    final ManagedStream last = watched.removeLast();
    if (last != stream) {
      watched.set(position, last);
    }
  }
}
