// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.parser.JidView;

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
  private final MessageIds ids = new MessageIds();
  private final JidView peer = new JidView();

  InboxChanges(final Unstored unstored, final OnUnarchived onUnarchived) {
    this.unstored = unstored;
    this.onUnarchived = onUnarchived;
  }

  /** Applies the entry at {@code start} as far as it concerns this inbox. */
  void apply(final AccountInbox inbox, final byte[] entry, final int start) {
    final EntryType type = Layout.type(entry, start);
    if (type == EntryType.MESSAGE) {
      message.wrap(entry, start);
      message(inbox);
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
    Conversation conversation = inbox.get(peer);
    if (conversation == null) {
      conversation = inbox.make(peer);
    }
    final long id = message.id();
    if (!conversation.takes(id)) {
      return;
    }
    final long hash = ids.find(entry, message.stanzaStart()) ? ids.hash(entry) : 0;
    inbox.before(conversation);
    final boolean unarchived = conversation.message(id, own, hash);
    conversation.hold(entry, message.stanzaStart(), message.stanzaEnd());
    inbox.after(conversation);
    inbox.activity(conversation);
    unstored.changed(conversation, id);
    if (unarchived) {
      onUnarchived.on(inbox, conversation, message, own);
    }
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
