// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.parser.ByteWriter;

/**
 * Writes a last message inside {@code forwarded} (XEP-0297), with the moment it arrived.
 *
 * <p>Owner: anyone, stateless. Allocates: per call, the time stamp.
 */
final class ForwardedMessage {
  private static final int NAME_BYTES = "<message".length();

  private ForwardedMessage() {}

  static void write(final ByteWriter out, final ListedConversation entry) {
    out.raw("<forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='")
        .raw(ConversationState.stamp(entry.timestampMicros()))
        .raw("'/>");
    final byte[] message = entry.message();
    if (message != null && message.length > NAME_BYTES) {
      out.put(message, 0, NAME_BYTES)
          .raw(" xmlns='jabber:client'")
          .put(message, NAME_BYTES, message.length);
    }
    out.raw("</forwarded>");
  }
}
