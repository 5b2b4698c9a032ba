// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.InboxStore;
import java.util.ArrayList;
import java.util.List;

/**
 * The conversations the store has not heard of in their present state, the longest waiting first,
 * and those on their way to it. So it knows up to which journal entry the store is complete.
 *
 * <pre>
 *   changed ─► queue by first unstored entry ─► under way (one batch) ─► stored, unless changed again
 *                 ▲────────────── failed ───────────────┘
 * </pre>
 *
 * <p>Owner: INBOX. Allocates: per batch.
 */
final class Unstored {
  private Conversation first;
  private Conversation last;
  private int waiting;
  private List<Conversation> underWay = List.of();

  /** The conversation reflects this journal entry now. */
  void changed(final Conversation conversation, final long id) {
    if (conversation.unstoredSince != 0) {
      return;
    }
    if (conversation.isStored()) {
      conversation.inbox().unstored(1);
    }
    conversation.unstoredSince = id;
    Conversation before = last; // entries kept back while an account was loading come late
    while (before != null && before.unstoredSince > id) {
      before = before.previousUnstored;
    }
    insert(conversation, before);
  }

  /**
   * One that was outside memory: it waits again, before all others.
   *
   * @param since first entry that the store has not heard of; a lower one does no harm
   */
  void again(final Conversation conversation, final long since) {
    conversation.inbox().unstored(1);
    conversation.unstoredSince = first == null ? since : Math.min(since, first.unstoredSince);
    insert(conversation, null);
  }

  int waiting() {
    return waiting;
  }

  boolean isUnderWay() {
    return !underWay.isEmpty();
  }

  /**
   * Takes a batch that is under way from now on.
   *
   * @param beforeMicros only what has waited since before this moment
   */
  List<InboxStore.Row> take(final int atMost, final long beforeMicros) {
    final List<InboxStore.Row> rows = new ArrayList<>();
    underWay = new ArrayList<>();
    while (first != null
        && rows.size() < atMost
        && ArchiveIds.toEpochMicros(first.unstoredSince) < beforeMicros) {
      final Conversation taken = first;
      final long since = taken.unstoredSince;
      unlink(taken);
      taken.underWaySince = since;
      underWay.add(taken);
      rows.add(taken.toRow());
    }
    return rows;
  }

  /** The batch under way is in the store. */
  void stored() {
    for (final Conversation conversation : underWay) {
      conversation.underWaySince = 0;
      if (conversation.isStored()) {
        conversation.inbox().unstored(-1);
        if (!conversation.isThere()) {
          conversation.inbox().forget(conversation);
        }
      }
    }
    underWay = List.of();
  }

  /** The batch under way may not be in the store: it waits again, before all others. */
  void failed() {
    Conversation before = null;
    for (final Conversation conversation : underWay) {
      final long since = conversation.underWaySince;
      if (conversation.unstoredSince != 0) {
        unlink(conversation);
      }
      conversation.underWaySince = 0;
      conversation.unstoredSince = since;
      before = lastBefore(since, before);
      insert(conversation, before);
    }
    underWay = List.of();
  }

  /** Its account is gone: the store will not hear of it. */
  void drop(final Conversation conversation) {
    if (conversation.unstoredSince != 0) {
      unlink(conversation);
    }
  }

  /**
   * The store is complete up to this id once what is under way is there.
   *
   * @param applied the last id applied
   */
  long completeAfterBatch(final long applied) {
    return first == null ? applied : first.unstoredSince - 1;
  }

  /** The last one in the queue that has waited longer, looking from {@code from} on. */
  private Conversation lastBefore(final long since, final Conversation from) {
    Conversation found = from;
    Conversation next = from == null ? first : from.nextUnstored;
    while (next != null && next.unstoredSince < since) {
      found = next;
      next = next.nextUnstored;
    }
    return found;
  }

  private void insert(final Conversation conversation, final Conversation before) {
    final Conversation after = before == null ? first : before.nextUnstored;
    conversation.previousUnstored = before;
    conversation.nextUnstored = after;
    if (before == null) {
      first = conversation;
    } else {
      before.nextUnstored = conversation;
    }
    if (after == null) {
      last = conversation;
    } else {
      after.previousUnstored = conversation;
    }
    waiting++;
  }

  private void unlink(final Conversation conversation) {
    if (conversation.previousUnstored == null) {
      first = conversation.nextUnstored;
    } else {
      conversation.previousUnstored.nextUnstored = conversation.nextUnstored;
    }
    if (conversation.nextUnstored == null) {
      last = conversation.previousUnstored;
    } else {
      conversation.nextUnstored.previousUnstored = conversation.previousUnstored;
    }
    conversation.previousUnstored = null;
    conversation.nextUnstored = null;
    conversation.unstoredSince = 0;
    waiting--;
  }
}
