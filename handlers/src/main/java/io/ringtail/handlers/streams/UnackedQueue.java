// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.streams;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.node.Outbox;
import io.ringtail.parser.ByteWriter;
import java.util.Arrays;

/**
 * Stanzas sent on one stream and not acknowledged yet, oldest first, in one borrowed array; an idle
 * stream borrows none.
 *
 * <pre>
 *   … │ length i32 │ marks i32 │ archive id i64 │ sent at, epoch ms i64 │ stanza's bytes │ …
 *     ^ start, position of the first                                             end ^
 * </pre>
 *
 * <p>Owner: Router. Allocates: never in steady state: the arrays are lent by {@link ByteArrays}.
 */
public final class UnackedQueue {
  /** Another device of the account has it: it is not handed on when this stream ends. */
  public static final int TAKEN = 1;

  /** Its bytes carry the recipient's stanza-id. */
  public static final int STAMPED = 1 << 1;

  /** It stands among the account's offline messages until it is acknowledged. */
  public static final int OFFLINE = 1 << 2;

  private static final int LENGTH_AT = 0;
  private static final int MARKS_AT = 4;
  private static final int ID_AT = 8;
  private static final int SENT_AT = 16;
  private static final int HEAD_BYTES = 24;
  private static final byte[] NONE = {};
  private static final byte[] TO = {' ', 't', 'o', '=', '\''};

  private final ByteArrays arrays;
  private byte[] bytes = NONE;
  private int start;
  private int end;
  private int count;
  private int fresh;
  private int freshBytes;

  public UnackedQueue(final ByteArrays arrays) {
    this.arrays = arrays;
  }

  public int count() {
    return count;
  }

  /** Bytes of all of them. */
  public int length() {
    return end - start;
  }

  /** The array positions refer to; valid until something is added. */
  public byte[] array() {
    return bytes;
  }

  /** Position of the oldest; only where {@link #count} is not 0. */
  public int first() {
    return start;
  }

  /** Position of the one behind; {@link #end} when there is none. */
  public int next(final int position) {
    return stanzaEnd(position);
  }

  public int end() {
    return end;
  }

  /** What the Router knows of it, see the constants above. */
  public int marks(final int position) {
    return Layout.getInt(bytes, position + MARKS_AT);
  }

  public int stanzaStart(final int position) {
    return position + HEAD_BYTES;
  }

  public int stanzaEnd(final int position) {
    return position + HEAD_BYTES + Layout.getInt(bytes, position + LENGTH_AT);
  }

  /** Its archive id; 0 for what no view keeps. */
  public long id(final int position) {
    return Layout.getLong(bytes, position + ID_AT);
  }

  public long sentAtMs(final int position) {
    return Layout.getLong(bytes, position + SENT_AT);
  }

  public boolean has(final int position, final int mark) {
    return (marks(position) & mark) != 0;
  }

  public void mark(final int position, final int mark) {
    Layout.setInt(bytes, position + MARKS_AT, marks(position) | mark);
  }

  /** Position of the message with this archive id, or −1. */
  public int find(final long id) {
    int at = start;
    for (int i = 0; i < count; i++) {
      if (id(at) == id) {
        return at;
      }
      at = next(at);
    }
    return -1;
  }

  /**
   * Adds the outbox's newest entry as its recipient will see it.
   *
   * @param address the recipient's full JID, escaped
   * @param bareLength how much of it is the bare JID
   */
  public void add(
      final Outbox outbox,
      final byte[] address,
      final int bareLength,
      final long id,
      final int marks,
      final long sentAtMs) {
    final int entry = outbox.entries() - 1;
    final int own = ownLength(outbox.ownAddress(entry), address.length, bareLength);
    final int length = outbox.length(entry) + (own == 0 ? 0 : TO.length + own + 1);
    begin(length, id, marks, sentAtMs);
    final byte[] arena = outbox.arena().array();
    if (own == 0) {
      put(arena, outbox.headStart(entry), outbox.headEnd(entry));
    } else {
      put(arena, outbox.headStart(entry), outbox.toAt(entry));
      put(TO, 0, TO.length);
      put(address, 0, own);
      put(TO, TO.length - 1, TO.length);
      put(arena, outbox.toAt(entry), outbox.headEnd(entry));
    }
    if (outbox.tailBuffer(entry) != null) {
      put(outbox.tailBuffer(entry), outbox.tailStart(entry), outbox.tailEnd(entry));
    }
    put(arena, outbox.footStart(entry), outbox.footEnd(entry));
  }

  /** Adds ready bytes. */
  public void add(
      final byte[] stanza,
      final int from,
      final int to,
      final long id,
      final int marks,
      final long sentAtMs) {
    begin(to - from, id, marks, sentAtMs);
    put(stanza, from, to);
  }

  /** Adds what {@link #putInAt} found in {@code message} with what it was to be put in there. */
  public void add(
      final MessageEntry message,
      final int putInAt,
      final byte[] putIn,
      final int from,
      final int to,
      final int marks) {
    final int stanza = message.stanzaStart();
    final int length = message.stanzaEnd() - stanza + to - from;
    begin(length, message.id(), marks, message.receivedAtMs());
    put(message.buffer(), stanza, stanza + putInAt);
    put(putIn, from, to);
    put(message.buffer(), stanza + putInAt, message.stanzaEnd());
  }

  /**
   * Where something was put into the message's stanza to make the one at this position; −1 when
   * that is not all the difference. What was put in begins there and is as long as they differ.
   */
  public int putInAt(final int position, final MessageEntry message) {
    final int longer = stanzaEnd(position) - stanzaStart(position) - message.stanzaLength();
    if (id(position) != message.id()
        || sentAtMs(position) != message.receivedAtMs()
        || longer < 0) {
      return -1;
    }
    final int from = stanzaStart(position);
    final int end = stanzaEnd(position);
    final byte[] other = message.buffer();
    final int differs =
        Arrays.mismatch(bytes, from, end, other, message.stanzaStart(), message.stanzaEnd());
    final int at = differs < 0 ? 0 : differs;
    final boolean sameBehind =
        Arrays.equals(
            bytes, from + at + longer, end, other, message.stanzaStart() + at, message.stanzaEnd());
    return sameBehind ? at : -1;
  }

  private static int ownLength(
      final Outbox.OwnAddress own, final int fullLength, final int bareLength) {
    return switch (own) {
      case NONE -> 0;
      case BARE -> bareLength;
      case FULL -> fullLength;
    };
  }

  private void begin(final int length, final long id, final int marks, final long sentAtMs) {
    room(HEAD_BYTES + length);
    Layout.setInt(bytes, end + LENGTH_AT, length);
    Layout.setInt(bytes, end + MARKS_AT, marks);
    Layout.setLong(bytes, end + ID_AT, id);
    Layout.setLong(bytes, end + SENT_AT, sentAtMs);
    end += HEAD_BYTES;
    count++;
    fresh++;
    freshBytes += HEAD_BYTES + length;
  }

  private void put(final byte[] source, final int from, final int to) {
    System.arraycopy(source, from, bytes, end, to - from);
    end += to - from;
  }

  private void room(final int more) {
    if (end + more <= bytes.length) {
      return;
    }
    final int live = end - start;
    if (live + more > bytes.length - bytes.length / 4) {
      final byte[] larger = arrays.take(Math.max(live + more, bytes.length * 2));
      System.arraycopy(bytes, start, larger, 0, live);
      giveBack();
      bytes = larger;
    } else {
      System.arraycopy(bytes, start, bytes, 0, live);
    }
    start = 0;
    end = live;
  }

  /** Forgets the oldest. */
  public void removeFirst() {
    start = next(start);
    count--;
    if (count < fresh) {
      fresh = count;
      freshBytes = end - start;
    }
    if (count == 0) {
      clear();
    }
  }

  /** Forgets all. */
  public void clear() {
    giveBack();
    bytes = NONE;
    start = 0;
    end = 0;
    count = 0;
    written();
  }

  private void giveBack() {
    if (bytes != NONE) {
      arrays.give(bytes);
    }
  }

  /** How many were added since {@link #written}. */
  public int fresh() {
    return fresh;
  }

  /** Position of the first of those. */
  public int freshStart() {
    return end - freshBytes;
  }

  /** All of them are in the journal. */
  public void written() {
    fresh = 0;
    freshBytes = 0;
  }

  /** Appends what lies between two positions as it lies here. */
  public void writeTo(final ByteWriter out, final int from, final int to) {
    out.put(bytes, from, to);
  }

  /** Becomes the other, which is empty then. */
  public void takeFrom(final UnackedQueue other) {
    clear();
    bytes = other.bytes;
    start = other.start;
    end = other.end;
    count = other.count;
    other.bytes = NONE;
    other.clear();
  }

  /** Adds what {@link #writeTo} wrote. */
  public void readFrom(final byte[] source, final int from, final int to, final int stanzas) {
    room(to - from);
    put(source, from, to);
    count += stanzas;
  }
}
