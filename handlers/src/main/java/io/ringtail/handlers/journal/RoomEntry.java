// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;

/**
 * A message of a room on its way into its members' inboxes: the stanza once, whoever gets it.
 *
 * <pre>
 *   0   head                                      16
 *  16   sender's account number, 0 if none        24
 *  24   members u32 │ stanza length u32           32
 *  32   length of room u16 │ spare u16 │ u32      40
 *  40   members' account numbers, 8 each │ room: bare JID, UTF-8 │ stanza as the members get it
 * </pre>
 *
 * <p>Owner: whoever wrapped it, one thread. Allocates: never, but for {@link #of}.
 */
public final class RoomEntry {
  private static final int SENDER = 16;
  private static final int MEMBERS = 24;
  private static final int STANZA_LENGTH = 28;
  private static final int ROOM_LENGTH = 32;
  private static final int FIXED_BYTES = 40;

  private byte[] buffer;
  private int start;

  /** Looks at the entry at {@code entryStart}; valid as long as the bytes are. */
  public RoomEntry wrap(final byte[] entry, final int entryStart) {
    buffer = entry;
    start = entryStart;
    return this;
  }

  /** The fields behind the head, which has been written. */
  public static void put(
      final ByteWriter out,
      final long sender,
      final long[] members,
      final Jid room,
      final byte[] stanza) {
    putFixed(out, sender, members.length, stanza.length, room.bareLength());
    for (final long member : members) {
      Layout.putLong(out, member);
    }
    out.put(room.bytes(), 0, room.bareLength()).put(stanza);
  }

  private static void putFixed(
      final ByteWriter out,
      final long sender,
      final int members,
      final int stanzaLength,
      final int roomLength) {
    Layout.putLong(out, sender);
    Layout.putInt(out, members);
    Layout.putInt(out, stanzaLength);
    Layout.putShort(out, roomLength);
    Layout.putShort(out, 0);
    Layout.putInt(out, 0);
  }

  /** The same entry as one member needs it. */
  public byte[] of(final long member) {
    final ByteWriter out = new ByteWriter(FIXED_BYTES + Long.BYTES + stanzaEnd() - roomStart());
    Layout.putHead(out, EntryType.INBOX_ROOM, id());
    putFixed(out, sender(), 1, stanzaEnd() - stanzaStart(), roomEnd() - roomStart());
    Layout.putLong(out, member);
    out.put(buffer, roomStart(), stanzaEnd());
    final byte[] entry = out.toByteArray();
    Layout.length(entry, 0, entry.length);
    return entry;
  }

  public long id() {
    return Layout.id(buffer, start);
  }

  public long sender() {
    return Layout.getLong(buffer, start + SENDER);
  }

  public int members() {
    return Layout.getInt(buffer, start + MEMBERS);
  }

  public long member(final int position) {
    return Layout.getLong(buffer, start + FIXED_BYTES + position * Long.BYTES);
  }

  public byte[] buffer() {
    return buffer;
  }

  public int roomStart() {
    return start + FIXED_BYTES + members() * Long.BYTES;
  }

  public int roomEnd() {
    return roomStart() + Layout.getShort(buffer, start + ROOM_LENGTH);
  }

  public int stanzaStart() {
    return roomEnd();
  }

  public int stanzaEnd() {
    return stanzaStart() + Layout.getInt(buffer, start + STANZA_LENGTH);
  }
}
