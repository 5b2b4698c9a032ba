// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.parser.Jid;

/**
 * A conversation as it was when a query reached INBOX.
 *
 * @param mutedUntilMicros 0 when it is not muted
 * @param message the last message's bytes; null when they must be read from the store
 *     <p>Owner: anyone, immutable. Allocates: per query.
 */
record ListedConversation(
    Jid peer,
    int unread,
    String box,
    long mutedUntilMicros,
    long messageId,
    long timestampMicros,
    byte[] message) {

  static ListedConversation of(final Conversation conversation, final long nowMicros) {
    return new ListedConversation(
        conversation.peer(),
        conversation.unreadCount(),
        conversation.box(),
        conversation.mutedUntil(nowMicros),
        conversation.messageId(),
        conversation.timestampMicros(),
        conversation.messageBytes());
  }

  ListedConversation with(final byte[] readMessage) {
    return new ListedConversation(
        peer, unread, box, mutedUntilMicros, messageId, timestampMicros, readMessage);
  }
}
