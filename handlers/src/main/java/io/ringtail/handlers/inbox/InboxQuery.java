// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which conversations are asked for, in which order, and which page of them.
 *
 * @param startMicros not before this moment
 * @param endMicros not behind this moment
 * @param ascending oldest first; newest first otherwise
 * @param unreadOnly only those with unread messages
 * @param box name of the one box; {@link Boxes#ALL} for every one; null for all but the bin
 * @param lastPage the last page of the order instead of the first
 * @param max most that are listed
 *     <p>Owner: made by ROUTE, run by INBOX. Allocates: per query.
 */
record InboxQuery(
    long startMicros,
    long endMicros,
    boolean ascending,
    boolean unreadOnly,
    String box,
    boolean lastPage,
    int max) {

  /** Walks from the end that is asked for: a page of the newest costs only its own length. */
  List<Conversation> page(final AccountInbox inbox) {
    final List<Conversation> page = new ArrayList<>();
    final boolean fromOldest = ascending != lastPage;
    Conversation next = fromOldest ? inbox.oldest() : inbox.newest();
    while (next != null && page.size() < max && !isBeyond(next, fromOldest)) {
      if (matches(next)) {
        page.add(next);
      }
      next = fromOldest ? next.newer : next.older;
    }
    if (lastPage) {
      Collections.reverse(page);
    }
    return page;
  }

  /** Neither it nor any behind it can match. */
  private boolean isBeyond(final Conversation conversation, final boolean fromOldest) {
    final long at = conversation.timestampMicros();
    return fromOldest ? at > endMicros : at < startMicros;
  }

  private boolean matches(final Conversation conversation) {
    final long at = conversation.timestampMicros();
    return at >= startMicros
        && at <= endMicros
        && !(unreadOnly && conversation.unreadCount() == 0)
        && isWanted(conversation.box());
  }

  private boolean isWanted(final String theirs) {
    return box == null ? !theirs.equals(Boxes.BIN) : box.equals(Boxes.ALL) || box.equals(theirs);
  }
}
