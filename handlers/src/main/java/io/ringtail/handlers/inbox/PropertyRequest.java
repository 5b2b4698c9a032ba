// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.parser.Element;
import java.util.List;

/**
 * The properties a client sets on a conversation, or the word for what is wrong with them.
 *
 * @param changes bits of {@link InboxEntry}
 * @param box where it goes; null when it stays
 * @param mutedUntilMicros with {@link InboxEntry#MUTE}
 * @param wrong MongooseIM's text; null when all is well
 *     <p>Owner: Router. Allocates: per request.
 */
record PropertyRequest(int changes, String box, long mutedUntilMicros, String wrong) {
  private static final PropertyRequest NONE = new PropertyRequest(0, null, 0, "no-property");
  private static final int MAX_DIGITS = 10; // three hundred years of seconds
  private static final long MICROS = 1_000_000;

  /**
   * @param boxes every box there is
   */
  static PropertyRequest read(final Element query, final List<String> boxes, final long nowMicros) {
    PropertyRequest read = NONE;
    for (final Element property : query.children()) {
      final PropertyRequest next = one(property, boxes, nowMicros);
      if (next.wrong != null) {
        return next;
      }
      read = read.and(next);
    }
    return read;
  }

  private static PropertyRequest one(
      final Element property, final List<String> boxes, final long nowMicros) {
    final String value = property.text();
    return switch (property.name()) {
      case "box" -> boxes.contains(value) ? to(value) : bad("invalid-box");
      case "archive" ->
          isFlag(value) ? to(value.equals("true") ? Boxes.ARCHIVE : Boxes.INBOX) : bad();
      case "read" ->
          isFlag(value)
              ? new PropertyRequest(
                  value.equals("true") ? InboxEntry.READ : InboxEntry.UNREAD, null, 0, null)
              : bad();
      case "mute" -> mute(value, nowMicros);
      default -> bad();
    };
  }

  private static PropertyRequest to(final String box) {
    return new PropertyRequest(InboxEntry.BOX, box, 0, null);
  }

  private static boolean isFlag(final String value) {
    return value.equals("true") || value.equals("false");
  }

  private static PropertyRequest mute(final String value, final long nowMicros) {
    if (value.isEmpty()
        || value.length() > MAX_DIGITS
        || !value.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
      return bad();
    }
    final long seconds = Long.parseLong(value);
    final long until = seconds == 0 ? 0 : (nowMicros / MICROS + seconds) * MICROS;
    return new PropertyRequest(InboxEntry.MUTE, null, until, null);
  }

  private static PropertyRequest bad() {
    return bad("bad-request");
  }

  private static PropertyRequest bad(final String text) {
    return new PropertyRequest(0, null, 0, text);
  }

  /** Of two that say the same the later one counts. */
  private PropertyRequest and(final PropertyRequest next) {
    final int opposite =
        switch (next.changes) {
          case InboxEntry.READ -> InboxEntry.UNREAD;
          case InboxEntry.UNREAD -> InboxEntry.READ;
          default -> 0;
        };
    final boolean mutes = (next.changes & InboxEntry.MUTE) != 0;
    return new PropertyRequest(
        changes & ~opposite | next.changes,
        next.box != null ? next.box : box,
        mutes ? next.mutedUntilMicros : mutedUntilMicros,
        null);
  }
}
