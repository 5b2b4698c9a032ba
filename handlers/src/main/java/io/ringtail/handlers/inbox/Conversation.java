// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.parser.Jid;
import java.util.Arrays;

/**
 * What one account's inbox knows of one peer. Every change names the journal entry it comes from;
 * one that is already reflected changes nothing, so replay is exact.
 *
 * <p>A removed conversation stays until the store has heard of it, and in the store until nothing
 * older can be replayed.
 *
 * <p>Owner: INBOX. Allocates: when made, and to grow past its largest message before.
 */
final class Conversation {
  static final byte[] NOTHING = {};
  private static final int OVERHEAD_BYTES = 320;
  private static final int MESSAGE_SLACK = 64;

  private final AccountInbox inbox;
  private final Jid peer;
  private final UnreadList unread = new UnreadList();
  private String box = Boxes.INBOX;
  private long appliedId;
  private long messageId;
  private long lastHash;
  private long mutedUntilMicros;
  private byte[] message = NOTHING;
  private int messageLength;
  private boolean messageHeld = true;
  private boolean removed = true;

  /** Neighbours by last activity, in {@link AccountInbox}. */
  Conversation newer;

  Conversation older;

  /** Neighbours by age of what the store has not heard of, in {@link Unstored}. */
  Conversation nextUnstored;

  Conversation previousUnstored;

  /** First journal entry not handed to the store; 0 when there is none. */
  long unstoredSince;

  /** First journal entry of what is on its way to the store; 0 when nothing is. */
  long underWaySince;

  /** One that is not there yet: the first message makes it. */
  Conversation(final AccountInbox inbox, final Jid peer) {
    this.inbox = inbox;
    this.peer = peer;
  }

  static Conversation of(final AccountInbox inbox, final InboxStore.Row row) {
    final Conversation loaded = new Conversation(inbox, row.peer());
    loaded.unread.load(row.unread(), row.unreadIds());
    loaded.box = Boxes.named(row.box());
    loaded.appliedId = row.appliedId();
    loaded.messageId = row.messageId();
    loaded.lastHash = row.lastHash();
    loaded.mutedUntilMicros = row.mutedUntilMicros();
    loaded.removed = row.removed();
    loaded.messageHeld = row.removed();
    if (row.message() != null) {
      loaded.hold(row.message(), 0, row.message().length);
    }
    return loaded;
  }

  /** False when the entry is reflected already; else it counts as reflected from now on. */
  boolean takes(final long id) {
    if (id <= appliedId) {
      return false;
    }
    appliedId = id;
    return true;
  }

  /**
   * A message: the owner's own, which reads all before it, or one more unread.
   *
   * @return true when that took it out of the archive, or out of the bin: MongooseIM leaves it
   *     there, where nobody looks and where it is thrown away in the end
   */
  boolean message(final long id, final boolean own, final long hash) {
    if (removed) {
      removed = false;
      box = Boxes.INBOX;
      mutedUntilMicros = 0;
      unread.clear();
    }
    messageId = id;
    lastHash = hash;
    if (own) {
      unread.clear();
    } else {
      unread.add(id, hash);
    }
    final boolean away = box.equals(Boxes.ARCHIVE) || box.equals(Boxes.BIN);
    if (away) {
      box = Boxes.INBOX;
    }
    return away;
  }

  /** The bytes of the last message. */
  void hold(final byte[] buffer, final int start, final int end) {
    final int length = end - start;
    if (message.length < length || message.length > 4 * length + 1024) {
      message = new byte[length + MESSAGE_SLACK];
    }
    System.arraycopy(buffer, start, message, 0, length);
    messageLength = length;
    messageHeld = true;
  }

  /** A marker: reads everything up to the message it names; one that is not unread is nothing. */
  void marked(final long archiveId, final long hash) {
    if (archiveId == messageId || hash == lastHash) {
      unread.clear();
    } else {
      unread.readTo(archiveId, hash);
    }
  }

  void read() {
    unread.clear();
  }

  void unread() {
    unread.atLeastOne();
  }

  void moveTo(final String newBox) {
    box = newBox;
  }

  void muteUntil(final long micros) {
    mutedUntilMicros = micros;
  }

  void remove() {
    removed = true;
    box = Boxes.INBOX;
    unread.clear();
    message = NOTHING;
    messageLength = 0;
    messageHeld = true;
  }

  AccountInbox inbox() {
    return inbox;
  }

  Jid peer() {
    return peer;
  }

  boolean isThere() {
    return !removed;
  }

  int unreadCount() {
    return removed ? 0 : unread.count();
  }

  String box() {
    return box;
  }

  long appliedId() {
    return appliedId;
  }

  long messageId() {
    return messageId;
  }

  long timestampMicros() {
    return ArchiveIds.toEpochMicros(messageId);
  }

  /** End of its muting in µs; 0 when it is not muted, or not any more. */
  long mutedUntil(final long nowMicros) {
    return mutedUntilMicros < nowMicros ? 0 : mutedUntilMicros;
  }

  /** A copy of the last message's bytes; null when they lie in the store only. */
  byte[] messageBytes() {
    return messageHeld ? Arrays.copyOf(message, messageLength) : null;
  }

  /** Nothing of it is on its way to the store or has to be. */
  boolean isStored() {
    return unstoredSince == 0 && underWaySince == 0;
  }

  /** First journal entry that is not in the store for certain; 0 when all are. */
  long notStoredSince() {
    return underWaySince == 0 ? unstoredSince : underWaySince;
  }

  /** Room it takes. */
  int bytes() {
    return OVERHEAD_BYTES + 2 * peer.bytes().length + message.length + unread.bytes();
  }

  /** What the store gets. Allocates: per call. */
  InboxStore.Row toRow() {
    return new InboxStore.Row(
        inbox.number(),
        peer,
        appliedId,
        messageId,
        unreadCount(),
        box,
        mutedUntilMicros,
        lastHash,
        removed,
        unread.toArray(),
        messageBytes());
  }
}
