// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.InboxCheckpoint;
import io.ringtail.handlers.port.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2LongHashMap;

/**
 * Moves inboxes to the checkpoint when the store does not take them and they need too much memory,
 * and back when it does. While the store is well, the checkpoint is not touched at all.
 *
 * <pre>
 *   memory ──(no room, and the store refuses)──► checkpoint ──(store is well, or it is used)──► memory
 *      └──────────────────────────► store ◄── the only one that lets the journal go
 * </pre>
 *
 * <p>Where the checkpoint is full, inboxes stay in memory.
 *
 * <p>Owner: INBOX; {@link #open} and {@link #leave} belong to the thread that starts or stops the
 * node. Allocates: per inbox moved.
 */
final class CheckpointWriter {
  private static final int LOOKS = 10_000;
  private static final int BACK_PER_TICK = 250;
  private static final long MOST_BYTES = 1 << 20;
  private static final long FULL_FOR_MS = 60_000;
  private static final int ROOM_SHARE = 8;

  /** An inbox on its way, as it was when it set out. */
  private record Leaving(AccountInbox inbox, int version, int firstPart, byte[] content) {}

  private final InboxCheckpoint checkpoint;
  private final Blocking blocking;
  private final LiveInboxes inboxes;
  private final InboxWriter writer;
  private final SetAside aside;
  private boolean busy;
  private boolean used;
  private long fullUntilMs;
  private long nowMs;

  CheckpointWriter(
      final InboxCheckpoint checkpoint,
      final Blocking blocking,
      final LiveInboxes inboxes,
      final InboxWriter writer) {
    this.checkpoint = checkpoint;
    this.blocking = blocking;
    this.inboxes = inboxes;
    this.writer = writer;
    this.aside = inboxes.aside();
  }

  /** About once a second, when what the store has was dropped. */
  void tick(final long newNowMs) {
    nowMs = newNowMs;
    if (busy) {
      return;
    }
    final boolean refused = writer.isRefused() || inboxes.isUnreadable();
    if (refused && inboxes.excessBytes() > 0) {
      moveOut();
    } else if (!aside.isEmpty()) {
      bringBack(refused);
    } else if (used) {
      clear();
    }
  }

  // ---- out of memory ----

  private void moveOut() {
    if (nowMs < fullUntilMs) {
      return;
    }
    final List<Leaving> leaving = choose();
    if (!leaving.isEmpty()) {
      busy =
          blocking.submit(
              SessionHandle.NONE,
              () -> put(leaving),
              (parts, failure, out) -> out.inbox(ignored -> moved(leaving, parts)));
      used |= busy;
    }
  }

  private List<Leaving> choose() {
    final List<Leaving> chosen = new ArrayList<>();
    final long wanted =
        Math.min(MOST_BYTES, inboxes.excessBytes() + inboxes.maxBytes() / ROOM_SHARE);
    AccountInbox next = inboxes.longestUnused();
    long bytes = 0;
    for (int look = 0; look < LOOKS && next != null && bytes < wanted; look++) {
      if (canLeave(next)) {
        chosen.add(leaving(next));
        bytes += next.bytes();
      }
      next = next.usedAfter;
    }
    return chosen;
  }

  private static boolean canLeave(final AccountInbox inbox) {
    return inbox.notStoredSince() != Long.MAX_VALUE && !inbox.isUnderWay() && !inbox.isAsked();
  }

  /** What is not live goes behind what is there of it already. */
  private Leaving leaving(final AccountInbox inbox) {
    final int firstPart = inbox.isLive() ? 0 : aside.parts(inbox.number());
    return new Leaving(inbox, inbox.version(), firstPart, InboxContent.of(inbox).encode());
  }

  /** On a thread that may block: how many parts each took; 0 from the first without room on. */
  private int[] put(final List<Leaving> leaving) {
    final int[] parts = new int[leaving.size()];
    for (int i = 0; i < parts.length && (i == 0 || parts[i - 1] > 0); i++) {
      parts[i] = put(leaving.get(i));
    }
    return parts;
  }

  private int put(final Leaving one) {
    final int parts = checkpoint.put(one.inbox().number(), one.firstPart(), one.content());
    return parts == 0 ? 0 : one.firstPart() + parts;
  }

  private void moved(final List<Leaving> leaving, final int[] parts) {
    busy = false;
    for (int i = 0; i < leaving.size(); i++) {
      final Leaving one = leaving.get(i);
      if (parts == null || parts[i] == 0) {
        fullUntilMs = nowMs + FULL_FOR_MS;
      } else if (inboxes.isHere(one.inbox())
          && one.inbox().version() == one.version()
          && canLeave(one.inbox())) {
        inboxes.setAside(one.inbox(), parts[i]);
      }
    }
    if (inboxes.excessBytes() > 0) {
      moveOut();
    }
  }

  // ---- back into memory, and from there to the store ----

  /** While the store refuses, one at a time: whether it takes that tells how it is. */
  private void bringBack(final boolean refused) {
    final int most = refused ? 1 : BACK_PER_TICK;
    if (inboxes.excessBytes() <= 0) { // others are dropped for these when the store has them
      for (final long account : aside.some(most)) {
        inboxes.bringBack(account);
      }
    }
  }

  private void clear() {
    busy =
        blocking.submit(
            SessionHandle.NONE,
            () -> {
              checkpoint.clear();
              return true;
            },
            (cleared, failure, out) -> out.inbox(ignored -> busy = false));
    used = !busy;
  }

  // ---- from one process to the next ----

  /**
   * Brings what the last process left to the store, before anything is replayed.
   *
   * @param reflectedId up to where the store is complete
   * @return what was left; null for nothing
   * @throws StoreException when the store does not take it
   */
  InboxCheckpoint.Left open(final long reflectedId) {
    final InboxCheckpoint.Left left = checkpoint.open();
    if (left == null) {
      return null;
    }
    if (left.storeId() > reflectedId) {
      checkpoint.clear(); // it goes with another state of the store, which was newer
      return null;
    }
    final Long2LongHashMap parts = new Long2LongHashMap(0);
    checkpoint.forEach(
        (account, part) -> parts.put(account, Math.max(parts.get(account), part + 1)));
    parts.forEachLong(
        (account, count) -> aside.add(account, (int) count, false, left.storeId() + 1));
    inboxes.reflects(left.completeId());
    bringAllBack();
    return left;
  }

  /** The store is well and the stage does not run: everything goes there. */
  void bringAllBack() {
    while (!aside.isEmpty()) {
      for (final long account : aside.some(BACK_PER_TICK)) {
        inboxes.bringBackNow(account);
      }
      writer.writeAll();
      inboxes.evict(Integer.MAX_VALUE);
    }
    checkpoint.clear();
  }

  /**
   * The store takes nothing: the next process gets from the checkpoint what was in memory, or all
   * of it from the journal where there is no room.
   *
   * @param index every entry up to it was seen
   */
  void leave(final long index) {
    writer.takeBack();
    AccountInbox next = inboxes.longestUnused();
    while (next != null) {
      final AccountInbox inbox = next;
      next = next.usedAfter;
      if (inbox.notStoredSince() != Long.MAX_VALUE) {
        final int parts = put(leaving(inbox));
        if (parts == 0) {
          checkpoint.clear();
          return;
        }
        inboxes.setAside(inbox, parts);
      }
    }
    checkpoint.leave(
        new InboxCheckpoint.Left(writer.reflectedId(), inboxes.appliedId(), index),
        (account, part) -> part < aside.parts(account));
  }
}
