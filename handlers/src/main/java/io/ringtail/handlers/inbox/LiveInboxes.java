// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.RoomEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The inboxes in memory by account number: loaded on first need, whole, and dropped, the longest
 * unused first, when they take too much room and the store has all they hold. Those that the store
 * does not take may lie in the checkpoint meanwhile ({@link CheckpointWriter}).
 *
 * <pre>
 *   entry ─► live? ─yes─► applied
 *              └──no──► kept by the account until its rows are read ─► applied in order
 * </pre>
 *
 * <p>Owner: INBOX; the thread that replays before it starts. Allocates: per account loaded and per
 * new conversation.
 */
public final class LiveInboxes {
  /** Something that needs an account's inbox. */
  public interface Question {
    /**
     * @param inbox live; null when the store cannot tell
     */
    void on(AccountInbox inbox);
  }

  private final Long2ObjectHashMap<AccountInbox> accounts = new Long2ObjectHashMap<>();
  private final List<AccountInbox> notLive = new ArrayList<>();
  private final MessageEntry message = new MessageEntry();
  private final InboxEntry change = new InboxEntry();
  private final RoomEntry room = new RoomEntry();
  private final SetAside aside = new SetAside();
  private final InboxStore store;
  private final InboxCheckpoint checkpoint;
  private final Blocking blocking;
  private final InboxChanges changes;
  private final Unstored unstored;
  private final InboxReplies replies;
  private final long maxBytes;
  private AccountInbox lastUsed;
  private AccountInbox longestUnused;
  private long bytes;
  private long appliedId;
  private boolean replaying;
  private boolean unread;

  LiveInboxes(
      final InboxStore store,
      final InboxCheckpoint checkpoint,
      final Blocking blocking,
      final Unstored unstored,
      final long maxBytes) {
    this.store = store;
    this.checkpoint = checkpoint;
    this.blocking = blocking;
    this.unstored = unstored;
    this.maxBytes = maxBytes;
    this.replies = new InboxReplies(blocking);
    this.changes = new InboxChanges(unstored, new Unarchived(blocking, this)::tell);
  }

  InboxReplies replies() {
    return replies;
  }

  boolean isReplaying() {
    return replaying;
  }

  /** While it replays, accounts are read from the store at once. */
  void replaying(final boolean now) {
    replaying = now;
  }

  /** Everything up to this entry is in the store or the checkpoint, whether it was seen or not. */
  void reflects(final long id) {
    appliedId = Math.max(appliedId, id);
  }

  /** Which inboxes lie in the checkpoint. */
  SetAside aside() {
    return aside;
  }

  /** Id of the last entry seen. */
  long appliedId() {
    return appliedId;
  }

  long bytes() {
    return bytes;
  }

  long maxBytes() {
    return maxBytes;
  }

  int size() {
    return accounts.size();
  }

  /** The account's inbox if it is live, or null. */
  AccountInbox live(final long account) {
    final AccountInbox found = accounts.get(account);
    return found != null && found.isLive() ? found : null;
  }

  /** A journal entry, in order; other views' entries and unknown ones are none of its business. */
  void apply(final byte[] entry, final int start, final int end) {
    final EntryType type = Layout.type(entry, start);
    appliedId = Math.max(appliedId, Layout.id(entry, start));
    if (type == null) {
      return;
    }
    switch (type) {
      case MESSAGE -> message(entry, start, end);
      case INBOX_MARKER, INBOX_CHANGE, INBOX_EMPTY_BIN, INBOX_EXPIRE, INBOX_REMOVE ->
          apply(change.wrap(entry, start).account(), entry, start, end);
      case INBOX_ROOM -> room(entry, start, end);
      case INBOX_FORGET -> forget(change.wrap(entry, start).account());
      default -> {
        // another view's
      }
    }
  }

  private void message(final byte[] entry, final int start, final int end) {
    final int views = message.wrap(entry, start).views();
    final long sender = message.sender();
    final long recipient = message.recipient();
    final boolean sent = Views.has(views, Views.INBOX_SENDER);
    if (sent) {
      apply(sender, entry, start, end);
    }
    // a message to oneself is no news to anybody
    if (Views.has(views, Views.INBOX_RECIPIENT) && !(sent && recipient == sender)) {
      apply(recipient, entry, start, end);
    }
  }

  private void room(final byte[] entry, final int start, final int end) {
    for (int i = 0; i < room.wrap(entry, start).members(); i++) {
      apply(room.member(i), entry, start, end);
    }
  }

  private void apply(final long account, final byte[] entry, final int start, final int end) {
    final AccountInbox inbox = use(account);
    if (!inbox.isLive()) {
      final byte[] own = InboxChanges.own(account, entry, start, end);
      inbox.park(own);
      bytes += own.length;
      return;
    }
    final int before = inbox.bytes();
    inbox.touch();
    changes.apply(inbox, entry, start);
    bytes += inbox.bytes() - before;
  }

  /** Asks about an account's inbox: now when it is live, otherwise when it has been read. */
  public void ask(final long account, final Question question) {
    final AccountInbox inbox = use(account);
    if (inbox.isLive()) {
      question.on(inbox);
      return;
    }
    inbox.ask(question);
    if (!inbox.isLoading()) {
      load(inbox); // it could not be read before
    }
  }

  /**
   * Work that may block, in the node's own name; false when there is no place for it.
   *
   * @param answer runs in ROUTE
   */
  <T> boolean call(final Blocking.Call<T> call, final Blocking.Answer<T> answer) {
    return blocking.submit(SessionHandle.NONE, call, answer);
  }

  private AccountInbox use(final long account) {
    AccountInbox inbox = accounts.get(account);
    if (inbox == null) {
      inbox = new AccountInbox(account);
      accounts.put(account, inbox);
      bytes += inbox.bytes();
      link(inbox);
      notLive.add(inbox);
      load(inbox);
    } else if (inbox != lastUsed) {
      unlink(inbox);
      link(inbox);
    }
    return inbox;
  }

  // ---- loading ----

  private void load(final AccountInbox inbox) {
    final long account = inbox.number();
    final int parts = aside.parts(account);
    final boolean whole = aside.isWhole(account);
    if (replaying) {
      loaded(inbox, read(account, parts, whole), null);
      return;
    }
    final boolean submitted =
        blocking.submit(
            SessionHandle.NONE,
            () -> read(account, parts, whole),
            (content, failure, out) ->
                out.inbox(inboxes -> inboxes.loaded(inbox, content, failure)));
    inbox.loading(submitted);
  }

  /** On a thread that may block. */
  private InboxContent read(final long account, final int parts, final boolean whole) {
    // first, for without it the rest is of no use
    final List<InboxStore.Row> stored = whole ? List.of() : store.load(account);
    if (parts == 0) {
      return InboxContent.stored(stored);
    }
    final InboxContent content = InboxContent.decode(account, checkpoint.get(account, parts));
    return content.isWhole() ? content : content.behind(stored);
  }

  private void loaded(
      final AccountInbox inbox, final InboxContent content, final StoreException failure) {
    if (!isHere(inbox)) {
      return; // forgotten meanwhile, or set aside
    }
    unread = failure != null;
    if (failure == null) {
      final int before = inbox.bytes();
      notLive.remove(inbox);
      fill(inbox, content);
      bytes += inbox.bytes() - before;
    } else {
      inbox.loading(false);
    }
    for (final Question question : inbox.takeQuestions()) {
      question.on(failure == null ? inbox : null);
    }
  }

  private void fill(final AccountInbox inbox, final InboxContent content) {
    final List<byte[]> parked = inbox.load(content.rows());
    for (int row = 0; row < content.rows().size(); row++) {
      if (content.since().get(row) != 0) {
        unstored.again(inbox.get(content.rows().get(row).peer()), content.since().get(row));
      }
    }
    aside.remove(inbox.number());
    content.entries().forEach(entry -> changes.apply(inbox, entry, 0));
    parked.forEach(entry -> changes.apply(inbox, entry, 0));
  }

  /** Has an account's inbox read if it is not here. */
  void bringBack(final long account) {
    if (!accounts.containsKey(account)) {
      use(account);
    }
  }

  /** Has it read now, although that failed before; while it replays. */
  void bringBackNow(final long account) {
    final AccountInbox inbox = accounts.get(account);
    if (inbox == null) {
      use(account);
    } else {
      load(inbox);
    }
  }

  /** The last inbox that was read for could not be read. */
  boolean isUnreadable() {
    return unread;
  }

  /** Reads again what could not be read. */
  void retryLoads() {
    for (final AccountInbox inbox : notLive) {
      if (!inbox.isLoading()) {
        load(inbox);
      }
    }
  }

  /** The store may be complete up to this id as far as accounts that are not live allow. */
  long completeUpTo(final long id) {
    long complete = id;
    for (final AccountInbox inbox : notLive) {
      complete = Math.min(complete, inbox.firstParkedId() - 1);
    }
    return aside.completeUpTo(complete);
  }

  // ---- leaving ----

  private void forget(final long account) {
    final AccountInbox inbox = accounts.remove(account);
    aside.remove(account);
    if (inbox != null) {
      inbox.forEach(unstored::drop);
      inbox.takeQuestions().forEach(question -> question.on(null));
      leave(inbox);
    }
  }

  /** Drops what has not been used for long until the rest has room; a bounded look per call. */
  void evict(final int looks) {
    AccountInbox next = longestUnused;
    for (int i = 0; i < looks && next != null && bytes > maxBytes; i++) {
      final AccountInbox inbox = next;
      next = next.usedAfter;
      if (inbox.isStored()) {
        accounts.remove(inbox.number());
        leave(inbox);
      }
    }
  }

  /** True when dropping needs the store to hear of more. */
  boolean isCrowded() {
    return bytes > maxBytes - maxBytes / 4;
  }

  /** By how much there is too little room, although all was dropped that the store has. */
  long excessBytes() {
    return bytes - maxBytes;
  }

  /** The others follow by {@link AccountInbox#usedAfter}. */
  AccountInbox longestUnused() {
    return longestUnused;
  }

  /** False when this one is not in memory any more. */
  boolean isHere(final AccountInbox inbox) {
    return accounts.get(inbox.number()) == inbox;
  }

  /** The checkpoint has what the store has not heard of: it leaves memory. */
  void setAside(final AccountInbox inbox, final int parts) {
    final boolean whole = inbox.isLive() || aside.isWhole(inbox.number());
    aside.add(inbox.number(), parts, whole, inbox.notStoredSince());
    inbox.forEach(unstored::drop);
    accounts.remove(inbox.number());
    leave(inbox);
  }

  private void leave(final AccountInbox inbox) {
    notLive.remove(inbox);
    unlink(inbox);
    bytes -= inbox.bytes();
  }

  private void link(final AccountInbox inbox) {
    inbox.usedBefore = lastUsed;
    inbox.usedAfter = null;
    if (lastUsed == null) {
      longestUnused = inbox;
    } else {
      lastUsed.usedAfter = inbox;
    }
    lastUsed = inbox;
  }

  private void unlink(final AccountInbox inbox) {
    if (inbox.usedAfter == null) {
      lastUsed = inbox.usedBefore;
    } else {
      inbox.usedAfter.usedBefore = inbox.usedBefore;
    }
    if (inbox.usedBefore == null) {
      longestUnused = inbox.usedAfter;
    } else {
      inbox.usedBefore.usedAfter = inbox.usedAfter;
    }
    inbox.usedAfter = null;
    inbox.usedBefore = null;
  }
}
