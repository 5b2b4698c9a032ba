// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.parser.ByteWriter;

/**
 * A change of one account's inbox other than a message: a marker, set properties, a removal.
 *
 * <pre>
 *   0   head                                      16
 *  16   account number                            24
 *  24   number: marked id's hash, end of muting µs, or the time before which it expires µs   32
 *  32   marked archive id, −1 if none             40
 *  40   changes u16 │ length of peer u16          44
 *  44   length of box u16 │ spare u16             48
 *  48   peer: bare JID, UTF-8, not escaped │ box: its name, UTF-8
 * </pre>
 *
 * <p>Owner: whoever wrapped it, one thread. Allocates: never.
 */
public final class InboxEntry {
  /** The conversation moves to the named box. */
  public static final int BOX = 1;

  /** Its muting ends at the number; 0 unmutes. */
  public static final int MUTE = 1 << 1;

  /** Everything in it is read. */
  public static final int READ = 1 << 2;

  /** At least one message in it counts as unread. */
  public static final int UNREAD = 1 << 3;

  private static final int ACCOUNT = 16;
  private static final int NUMBER = 24;
  private static final int ARCHIVE_ID = 32;
  private static final int CHANGES = 40;
  private static final int PEER_LENGTH = 42;
  private static final int BOX_LENGTH = 44;
  private static final int FIXED_BYTES = 48;

  private byte[] buffer;
  private int start;

  /** Looks at the entry at {@code entryStart}; valid as long as the bytes are. */
  public InboxEntry wrap(final byte[] entry, final int entryStart) {
    buffer = entry;
    start = entryStart;
    return this;
  }

  /** The fields behind the head, which has been written. */
  public static void put(
      final ByteWriter out,
      final long account,
      final long number,
      final long archiveId,
      final int changes) {
    Layout.putLong(out, account);
    Layout.putLong(out, number);
    Layout.putLong(out, archiveId);
    Layout.putShort(out, changes);
    Layout.putShort(out, 0);
    Layout.putInt(out, 0);
  }

  /** The peer, directly behind {@link #put}. */
  public static void putPeer(
      final ByteWriter out, final byte[] peer, final int peerStart, final int peerEnd) {
    Layout.setShort(out.array(), out.length() - FIXED_BYTES + PEER_LENGTH, peerEnd - peerStart);
    out.put(peer, peerStart, peerEnd);
  }

  /** The box, directly behind {@link #putPeer} of {@code peerBytes}. */
  public static void putBox(final ByteWriter out, final int peerBytes, final byte[] box) {
    final int entryStart = out.length() - peerBytes - FIXED_BYTES;
    Layout.setShort(out.array(), entryStart + BOX_LENGTH, box.length);
    out.put(box);
  }

  public long id() {
    return Layout.id(buffer, start);
  }

  public EntryType type() {
    return Layout.type(buffer, start);
  }

  public long account() {
    return Layout.getLong(buffer, start + ACCOUNT);
  }

  public long number() {
    return Layout.getLong(buffer, start + NUMBER);
  }

  public long archiveId() {
    return Layout.getLong(buffer, start + ARCHIVE_ID);
  }

  public int changes() {
    return Layout.getShort(buffer, start + CHANGES);
  }

  public byte[] buffer() {
    return buffer;
  }

  public int peerStart() {
    return start + FIXED_BYTES;
  }

  public int peerEnd() {
    return peerStart() + Layout.getShort(buffer, start + PEER_LENGTH);
  }

  public int boxStart() {
    return peerEnd();
  }

  public int boxEnd() {
    return boxStart() + Layout.getShort(buffer, start + BOX_LENGTH);
  }
}
