// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.parser.Element;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * A conversation's properties as clients see them.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
final class ConversationState {
  private static final DateTimeFormatter MICROSECONDS =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(java.util.Locale.ROOT);
  private static final long MICROS = 1_000_000;

  private ConversationState() {}

  /** XEP-0082 in UTC, always with microseconds, as MongooseIM writes it. */
  static String stamp(final long epochMicros) {
    return MICROSECONDS.format(
        Instant.ofEpochSecond(
            Math.floorDiv(epochMicros, MICROS), Math.floorMod(epochMicros, MICROS) * 1000));
  }

  static String mute(final long untilMicros) {
    return untilMicros == 0 ? "0" : stamp(untilMicros);
  }

  /** The properties in MongooseIM's order for single conversations. */
  static Element addTo(
      final Element parent, final Conversation conversation, final long nowMicros) {
    parent.child("box").text(conversation.box());
    parent.child("archive").text(Boolean.toString(conversation.box().equals(Boxes.ARCHIVE)));
    parent.child("mute").text(mute(conversation.mutedUntil(nowMicros)));
    parent.child("read").text(Boolean.toString(conversation.unreadCount() == 0));
    return parent;
  }

  /** What all sessions of the owner are told when a conversation has changed. */
  static Element news(final Conversation conversation, final long nowMicros) {
    final Element news =
        new Element("x", Inbox.CONVERSATION).set("jid", conversation.peer().toString());
    return addTo(news, conversation, nowMicros);
  }
}
