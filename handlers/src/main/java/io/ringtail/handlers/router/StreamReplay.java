// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.csi.Deferrable;
import io.ringtail.handlers.journal.Entries;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.StreamEntry;
import io.ringtail.handlers.streams.ByteArrays;
import io.ringtail.handlers.streams.UnackedQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Puts the streams together again from the journal's entries.
 *
 * <p>Owner: the thread that starts the node. Allocates: per stream.
 */
final class StreamReplay {
  /** One stream as the journal tells it. */
  static final class Stored {
    final StreamEntry.Opened opened;
    final UnackedQueue queue;
    final Set<String> directed = new LinkedHashSet<>();
    final Map<String, byte[]> waiting = new LinkedHashMap<>();
    StreamEntry.State state;
    int inbound;
    int acked;
    boolean broken;
    private boolean numbered;

    private Stored(final StreamEntry.Opened opened, final ByteArrays arrays) {
      this.opened = opened;
      this.queue = new UnackedQueue(arrays);
    }

    int outbound() {
      return acked + queue.count();
    }

    private void counts(final int newInbound, final int newAcked) {
      inbound = newInbound;
      if (!numbered) {
        acked = newAcked; // the first after OPENED says where numbers begin
        numbered = true;
      }
      while (acked != newAcked && queue.count() > 0) {
        queue.removeFirst();
        acked++;
      }
      broken |= acked != newAcked;
    }

    private void directed(final StreamEntry.Directed change) {
      if (change.available()) {
        directed.addAll(change.addresses());
      } else {
        change.addresses().forEach(directed::remove);
      }
    }

    private void waits(final byte[] presence, final Deferrable deferrable) {
      if (presence.length == 0) {
        waiting.clear();
      } else {
        final String sender = deferrable.sender(presence, 0);
        waiting.remove(sender); // the order of the newest
        waiting.put(sender, presence);
      }
    }

    private void taken(final long message) {
      final int copy = queue.find(message);
      if (copy >= 0) {
        queue.mark(copy, UnackedQueue.TAKEN);
      }
    }

    private void sent(final byte[] entry, final int start, final int end) {
      broken |= StreamEntry.firstNumber(entry, start) != outbound() + 1;
      queue.readFrom(entry, StreamEntry.sentStart(start), end, StreamEntry.stanzas(entry, start));
    }

    private void copied(
        final byte[] entry, final int start, final int end, final MessageEntry newest) {
      final boolean known =
          newest.buffer() != null && newest.id() == StreamEntry.copiedMessage(entry, start);
      broken |= !known || StreamEntry.firstNumber(entry, start) != outbound() + 1;
      if (known) {
        final int from = StreamEntry.putInStart(start);
        final int at = StreamEntry.putInAt(entry, start);
        queue.add(newest, at, entry, from, end, StreamEntry.copyMarks(entry, start));
      }
    }
  }

  private final ByteArrays arrays;
  private final Long2ObjectHashMap<Stored> streams = new Long2ObjectHashMap<>();
  private final ArrayDeque<StreamEntry.Ended> ended = new ArrayDeque<>(); // the newest
  private final MessageEntry newest = new MessageEntry();
  private final Deferrable deferrable = new Deferrable();
  private final int maxEnded;
  private byte[] newestBytes = {};
  private long lastId;

  StreamReplay(final ByteArrays arrays, final int maxEnded) {
    this.arrays = arrays;
    this.maxEnded = maxEnded;
  }

  void on(final long index, final byte[] buffer, final int start, final int end) {
    Entries.forEach(index, buffer, start, end, this::entry);
  }

  private void entry(final long index, final byte[] buffer, final int start, final int end) {
    lastId = Layout.id(buffer, start);
    final EntryType type = Layout.type(buffer, start);
    if (type == EntryType.MESSAGE) {
      message(buffer, start, end);
    } else if (type == EntryType.STREAM_OPENED) {
      final StreamEntry.Opened opened = StreamEntry.Opened.read(buffer, start);
      final Stored former = streams.put(opened.stream(), new Stored(opened, arrays));
      if (former != null) {
        former.queue.clear();
      }
    } else if (type == EntryType.STREAM_ENDED) {
      end(StreamEntry.Ended.read(buffer, start));
    } else if (isAboutStream(type)) {
      final Stored stored = streams.get(StreamEntry.stream(buffer, start));
      if (stored != null) { // else a later entry has it as a whole, or it has ended
        change(stored, type, buffer, start, end);
      }
    }
  }

  /** Copies of it may follow, in this append or the next. */
  private void message(final byte[] buffer, final int start, final int end) {
    if (end - start > newestBytes.length) {
      newestBytes = new byte[(end - start) * 2];
    }
    System.arraycopy(buffer, start, newestBytes, 0, end - start);
    newest.wrap(newestBytes, 0);
    final Stored sender = newest.isCounted() ? streams.get(newest.stream()) : null;
    if (sender != null) {
      sender.inbound = newest.inbound();
    }
  }

  private static boolean isAboutStream(final EntryType type) {
    return type == EntryType.STREAM_COUNTS
        || type == EntryType.STREAM_SENT
        || type == EntryType.STREAM_COPY
        || type == EntryType.STREAM_STATE
        || type == EntryType.STREAM_DIRECTED
        || type == EntryType.STREAM_WAITING
        || type == EntryType.STREAM_TAKEN;
  }

  private void change(
      final Stored stored,
      final EntryType type,
      final byte[] buffer,
      final int start,
      final int end) {
    switch (type) {
      case STREAM_COUNTS ->
          stored.counts(StreamEntry.inbound(buffer, start), StreamEntry.acked(buffer, start));
      case STREAM_SENT -> stored.sent(buffer, start, end);
      case STREAM_COPY -> stored.copied(buffer, start, end, newest);
      case STREAM_DIRECTED -> stored.directed(StreamEntry.Directed.read(buffer, start, end));
      case STREAM_WAITING -> stored.waits(StreamEntry.waiting(buffer, start, end), deferrable);
      case STREAM_TAKEN -> stored.taken(StreamEntry.takenMessage(buffer, start));
      default -> stored.state = StreamEntry.State.read(buffer, start, end);
    }
  }

  private void end(final StreamEntry.Ended stream) {
    final Stored stored = streams.remove(stream.stream());
    if (stored != null) {
      stored.queue.clear();
    }
    if (stream.isRecord()) {
      return; // nobody will ask for it
    }
    if (ended.size() == maxEnded) {
      ended.poll();
    }
    ended.add(stream);
  }

  /** Id of the last entry: about when the process ended. */
  long lastId() {
    return lastId;
  }

  Collection<Stored> streams() {
    return streams.values();
  }

  Collection<StreamEntry.Ended> ended() {
    return ended;
  }
}
