// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidMap;
import io.ringtail.parser.JidView;
import java.util.ArrayList;
import java.util.List;

/**
 * One account's live inbox: all its conversations in order of last activity, and its totals. What
 * happens while it is being loaded is kept and applied when it is.
 *
 * <p>Owner: INBOX. Allocates: per conversation; and while it is loading.
 */
public final class AccountInbox {
  private static final int OVERHEAD_BYTES = 512;

  private final long number;
  private final JidMap<Conversation> conversations = new JidMap<>();
  private List<byte[]> parked = new ArrayList<>();
  private List<LiveInboxes.Question> questions = new ArrayList<>();
  private Conversation newest;
  private Conversation oldest;
  private long unread;
  private int unreadConversations;
  private int size;
  private int unstored;
  private int emptied;
  private int bytes = OVERHEAD_BYTES;
  private int version;
  private boolean live;
  private boolean loading;

  /** Neighbours by last use, in {@link LiveInboxes}. */
  AccountInbox usedAfter;

  AccountInbox usedBefore;

  AccountInbox(final long number) {
    this.number = number;
  }

  // ---- what it tells ----

  public long number() {
    return number;
  }

  /** Unread messages of all conversations: the badge. */
  public long unread() {
    return unread;
  }

  /** Conversations with an unread message. */
  public int unreadConversations() {
    return unreadConversations;
  }

  /** Conversations there are. */
  public int size() {
    return size;
  }

  /** Unread messages of one conversation; 0 when there is none with this peer. */
  public int unread(final Jid peer) {
    final Conversation found = conversations.get(peer);
    return found == null ? 0 : found.unreadCount();
  }

  /** True while notifications of this conversation are not wanted. */
  public boolean isMuted(final Jid peer, final long nowMicros) {
    final Conversation found = conversations.get(peer);
    return found != null && found.mutedUntil(nowMicros) > 0;
  }

  /** The conversation, or null when there is none or it was removed. */
  Conversation find(final Jid peer) {
    final Conversation found = conversations.get(peer);
    return found != null && found.isThere() ? found : null;
  }

  /** The one with the last activity, or null; the others follow by {@link Conversation#older}. */
  Conversation newest() {
    return newest;
  }

  Conversation oldest() {
    return oldest;
  }

  int bytes() {
    return bytes;
  }

  // ---- loading ----

  boolean isLive() {
    return live;
  }

  boolean isLoading() {
    return loading;
  }

  void loading(final boolean now) {
    loading = now;
  }

  void park(final byte[] entry) {
    version++;
    parked.add(entry);
    bytes += entry.length;
  }

  /** What was parked so far. Allocates: per call. */
  List<byte[]> parked() {
    return List.copyOf(parked);
  }

  /** Id of the first entry parked; the largest there is when none is. */
  long firstParkedId() {
    return parked.isEmpty() ? Long.MAX_VALUE : Layout.id(parked.getFirst(), 0);
  }

  void ask(final LiveInboxes.Question question) {
    questions.add(question);
  }

  boolean isAsked() {
    return !questions.isEmpty();
  }

  List<LiveInboxes.Question> takeQuestions() {
    final List<LiveInboxes.Question> taken = questions;
    questions = new ArrayList<>();
    return taken;
  }

  /** Becomes live with these rows, oldest first; what was parked is the caller's to apply. */
  List<byte[]> load(final List<InboxStore.Row> rows) {
    for (final InboxStore.Row row : rows) {
      final Conversation loaded = Conversation.of(this, row);
      conversations.put(row.peer(), loaded);
      bytes += loaded.bytes();
      if (loaded.isThere()) {
        link(loaded);
        count(loaded.unreadCount(), 1);
      }
    }
    live = true;
    version++;
    loading = false;
    final List<byte[]> taken = parked;
    parked = List.of();
    taken.forEach(entry -> bytes -= entry.length);
    return taken;
  }

  // ---- changes ----

  /** An entry is about to be applied. */
  void touch() {
    version++;
  }

  /** Another one as soon as anything has changed. */
  int version() {
    return version;
  }

  /** The conversation with the peer, whether it is there or not; null when it never was. */
  Conversation get(final JidView peer) {
    return conversations.get(peer);
  }

  /** The same. */
  Conversation get(final Jid peer) {
    return conversations.get(peer);
  }

  Conversation make(final JidView peer) {
    final Conversation made = new Conversation(this, peer.toJid().bare());
    conversations.put(made.peer(), made);
    bytes += made.bytes();
    return made;
  }

  /** Its unread count is about to change: {@link #after} must follow. */
  void before(final Conversation conversation) {
    count(conversation.unreadCount(), -1);
    bytes -= conversation.bytes();
  }

  void after(final Conversation conversation) {
    count(conversation.unreadCount(), 1);
    bytes += conversation.bytes();
  }

  private void count(final int messages, final int sign) {
    unread += (long) sign * messages;
    if (messages > 0) {
      unreadConversations += sign;
    }
  }

  /** It has the last activity now. */
  void activity(final Conversation conversation) {
    if (conversation != newest) {
      unlink(conversation);
      link(conversation);
    }
  }

  private boolean isLinked(final Conversation conversation) {
    return conversation == newest || conversation.newer != null;
  }

  private void link(final Conversation conversation) {
    conversation.older = newest;
    conversation.newer = null;
    if (newest == null) {
      oldest = conversation;
    } else {
      newest.newer = conversation;
    }
    newest = conversation;
    size++;
  }

  /** It is in no list any more. */
  void unlink(final Conversation conversation) {
    if (!isLinked(conversation)) {
      return;
    }
    size--;
    if (conversation.newer != null) {
      conversation.newer.older = conversation.older;
    } else if (newest == conversation) {
      newest = conversation.older;
    }
    if (conversation.older != null) {
      conversation.older.newer = conversation.newer;
    } else if (oldest == conversation) {
      oldest = conversation.newer;
    }
    conversation.newer = null;
    conversation.older = null;
  }

  /** How many conversations its bin held when it was last emptied. */
  int emptied() {
    return emptied;
  }

  void emptied(final int conversationCount) {
    emptied = conversationCount;
  }

  /** The store has heard that it was removed. */
  void forget(final Conversation conversation) {
    conversations.remove(conversation.peer());
    bytes -= conversation.bytes();
  }

  /** One more or one less conversation differs from the store. */
  void unstored(final int change) {
    unstored += change;
  }

  /** Everything it holds is in the store too. */
  boolean isStored() {
    return live && unstored == 0;
  }

  /** First journal entry that the store has not heard of; the largest there is when it has all. */
  long notStoredSince() {
    final long[] first = {firstParkedId()};
    forEach(
        conversation -> {
          if (!conversation.isStored()) {
            first[0] = Math.min(first[0], conversation.notStoredSince());
          }
        });
    return first[0];
  }

  /** Something of it is on its way to the store. */
  boolean isUnderWay() {
    final boolean[] any = {false};
    forEach(conversation -> any[0] |= conversation.underWaySince != 0);
    return any[0];
  }

  void forEach(final java.util.function.Consumer<Conversation> action) {
    conversations.forEach(action);
  }
}
