// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.node.Host;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.spi.HostType;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.TickHook;
import io.ringtail.parser.ByteWriter;
import java.time.Duration;
import java.util.List;

/**
 * Removes conversations that have been in the bin for long. The store names them, page by page;
 * each removal is a fact of its own, so one that has left the bin meanwhile stays.
 *
 * <p>Owner: Router. Allocates: per cleaning.
 */
final class BinCleaner implements TickHook {
  static final int PAGE = 200;

  private static final long MICROS_PER_MS = 1_000;

  private final InboxStore store;
  private final HostType hostType;
  private final long keepMs;
  private final long everyMs;
  private long dueAtMs;

  BinCleaner(
      final InboxStore store, final HostType hostType, final Duration keep, final Duration every) {
    this.store = store;
    this.hostType = hostType;
    this.keepMs = keep.toMillis();
    this.everyMs = every.toMillis();
  }

  /** The first tick only starts the clock. */
  @Override
  public void on(final Outbound out) {
    if (out.nowMs() < dueAtMs) {
      return;
    }
    if (dueAtMs != 0) {
      page((out.nowMs() - keepMs) * MICROS_PER_MS, null, out);
    }
    dueAtMs = out.nowMs() + everyMs;
  }

  /** A page that can not be read is read when it is due again. */
  private void page(final long beforeMicros, final InboxStore.Key after, final Outbound out) {
    final long beforeId = ArchiveIds.firstAt(beforeMicros);
    out.inbox(
        inboxes ->
            inboxes.call(
                () -> read(beforeId, after),
                (keys, failure, later) -> expire(beforeMicros, keys, failure, later)));
  }

  private List<InboxStore.Key> read(final long beforeId, final InboxStore.Key after) {
    if (after == null) {
      store.purgeRemoved(store.reflectedId()); // nothing older than that is ever replayed
    }
    return store.inBin(beforeId, after, PAGE);
  }

  private void expire(
      final long beforeMicros,
      final List<InboxStore.Key> keys,
      final StoreException failure,
      final Outbound out) {
    if (failure != null) {
      return;
    }
    for (final InboxStore.Key key : keys) {
      final Host host = out.node().host(key.owner().domain());
      if (host != null && host.type() == hostType && !expire(key, beforeMicros, out)) {
        return;
      }
    }
    if (keys.size() == PAGE) {
      page(beforeMicros, keys.getLast(), out);
    }
  }

  /** False when the journal takes no more. */
  private static boolean expire(
      final InboxStore.Key key, final long beforeMicros, final Outbound out) {
    final ByteWriter fact = out.beginFact(EntryType.INBOX_EXPIRE);
    if (fact == null) {
      return false;
    }
    InboxEntry.put(fact, key.account(), beforeMicros, -1, 0);
    InboxEntry.putPeer(fact, key.peer().bytes(), 0, key.peer().bareLength());
    out.endFact();
    return true;
  }
}
