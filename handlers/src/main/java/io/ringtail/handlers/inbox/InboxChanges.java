// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.RoomEntry;
import io.ringtail.parser.JidView;
import java.util.Arrays;

/**
 * Applies journal entries to a live inbox, each once.
 *
 * <p>Owner: INBOX. Allocates: per new conversation.
 */
final class InboxChanges {
  /** Hears of a conversation that a message took out of the archive. */
  interface OnUnarchived {
    void on(AccountInbox inbox, Conversation conversation, MessageEntry message, boolean own);
  }

  private final Unstored unstored;
  private final OnUnarchived onUnarchived;
  private final MessageEntry message = new MessageEntry();
  private final InboxEntry change = new InboxEntry();
  private final RoomEntry room = new RoomEntry();
  private final MessageIds ids = new MessageIds();
  private final JidView peer = new JidView();

  InboxChanges(final Unstored unstored, final OnUnarchived onUnarchived) {
    this.unstored = unstored;
    this.onUnarchived = onUnarchived;
  }

  /** A copy of what this account has to do with in the entry: of a room's message its own part. */
  static byte[] own(final long account, final byte[] entry, final int start, final int end) {
    return Layout.type(entry, start) == EntryType.INBOX_ROOM
        ? new RoomEntry().wrap(entry, start).of(account)
        : Arrays.copyOfRange(entry, start, end);
  }

  /** Applies the entry at {@code start} as far as it concerns this inbox. */
  void apply(final AccountInbox inbox, final byte[] entry, final int start) {
    final EntryType type = Layout.type(entry, start);
    if (type == EntryType.MESSAGE) {
      message.wrap(entry, start);
      message(inbox);
      return;
    }
    if (type == EntryType.INBOX_ROOM) {
      room(inbox, room.wrap(entry, start));
      return;
    }
    change.wrap(entry, start);
    if (type == EntryType.INBOX_EMPTY_BIN) {
      emptyBin(inbox, change.id());
      return;
    }
    if (!peer.wrap(entry, change.peerStart(), change.peerEnd())) {
      return;
    }
    final Conversation conversation = inbox.get(peer);
    if (conversation == null || !conversation.isThere() || !conversation.takes(change.id())) {
      return;
    }
    inbox.before(conversation);
    change(conversation, type);
    inbox.after(conversation);
    unstored.changed(conversation, change.id());
  }

  private void message(final AccountInbox inbox) {
    final byte[] entry = message.buffer();
    final boolean own = message.sender() == inbox.number();
    final int start = own ? message.toStart() : message.fromStart();
    final int end = own ? message.toEnd() : message.fromEnd();
    if (!peer.wrap(entry, start, bareEnd(entry, start, end))) {
      return;
    }
    final Conversation conversation = known(inbox);
    if (conversation.takes(message.id())
        && take(
            conversation, message.id(), own, message.stanzaStart(), message.stanzaEnd(), entry)) {
      onUnarchived.on(inbox, conversation, message, own);
    }
  }

  private void room(final AccountInbox inbox, final RoomEntry entry) {
    if (!peer.wrap(entry.buffer(), entry.roomStart(), entry.roomEnd())) {
      return;
    }
    final Conversation conversation = known(inbox);
    if (conversation.takes(entry.id())) {
      final boolean own = entry.sender() == inbox.number();
      take(conversation, entry.id(), own, entry.stanzaStart(), entry.stanzaEnd(), entry.buffer());
    }
  }

  private Conversation known(final AccountInbox inbox) {
    final Conversation conversation = inbox.get(peer);
    return conversation == null ? inbox.make(peer) : conversation;
  }

  /** True when that took the conversation out of the archive. */
  private boolean take(
      final Conversation conversation,
      final long id,
      final boolean own,
      final int start,
      final int end,
      final byte[] entry) {
    final AccountInbox inbox = conversation.inbox();
    final long hash = ids.find(entry, start) ? ids.hash(entry) : 0;
    inbox.before(conversation);
    final boolean unarchived = conversation.message(id, own, hash);
    conversation.hold(entry, start, end);
    inbox.after(conversation);
    inbox.activity(conversation);
    unstored.changed(conversation, id);
    return unarchived;
  }

  /** The first slash ends the bare address; what is behind it need not be escaped here. */
  static int bareEnd(final byte[] address, final int start, final int end) {
    for (int i = start; i < end; i++) {
      if (address[i] == '/') {
        return i;
      }
    }
    return end;
  }

  private void change(final Conversation conversation, final EntryType type) {
    switch (type) {
      case INBOX_MARKER -> conversation.marked(change.archiveId(), change.number());
      case INBOX_CHANGE -> setProperties(conversation);
      case INBOX_REMOVE -> remove(conversation);
      case INBOX_EXPIRE -> {
        if (isInBin(conversation) && conversation.timestampMicros() < change.number()) {
          remove(conversation);
        }
      }
      default -> {
        // no other type names a conversation
      }
    }
  }

  private void setProperties(final Conversation conversation) {
    final int changes = change.changes();
    if ((changes & InboxEntry.BOX) != 0) {
      conversation.moveTo(Boxes.named(change.buffer(), change.boxStart(), change.boxEnd()));
    }
    if ((changes & InboxEntry.MUTE) != 0) {
      conversation.muteUntil(change.number());
    }
    if ((changes & InboxEntry.READ) != 0) {
      conversation.read();
    }
    if ((changes & InboxEntry.UNREAD) != 0) {
      conversation.unread();
    }
  }

  private void emptyBin(final AccountInbox inbox, final long id) {
    int emptied = 0;
    Conversation next = inbox.newest();
    while (next != null) {
      final Conversation conversation = next;
      next = next.older;
      if (isInBin(conversation) && conversation.takes(id)) {
        inbox.before(conversation);
        remove(conversation);
        inbox.after(conversation);
        unstored.changed(conversation, id);
        emptied++;
      }
    }
    inbox.emptied(emptied);
  }

  private static void remove(final Conversation conversation) {
    conversation.inbox().unlink(conversation);
    conversation.remove();
  }

  private static boolean isInBin(final Conversation conversation) {
    return conversation.box().equals(Boxes.BIN);
  }
}
