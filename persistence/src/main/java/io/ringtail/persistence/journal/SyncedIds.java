// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Up to which entry clients may be told, where that waits for a sync, and word of it for whoever
 * waits: one at a time, however often is synced.
 *
 * <pre>
 *   ARCHIVE ─► appended ─► keeper syncs ─► synced ─► (awaited?) ─► listener
 * </pre>
 *
 * <p>Owner: ARCHIVE writes what is appended, ROUTE awaits, the keeper does the rest. Allocates:
 * never.
 */
final class SyncedIds {
  private final AtomicBoolean awaited = new AtomicBoolean();
  private volatile long appended;
  private volatile long synced;
  private volatile BooleanSupplier listener = () -> true;

  /**
   * @param lastId id of the last entry there is already; it may not be synced yet
   */
  SyncedIds(final long lastId) {
    this.appended = lastId;
  }

  void listener(final BooleanSupplier newListener) {
    listener = newListener;
  }

  void appended(final long lastId) {
    appended = lastId;
  }

  long appended() {
    return appended;
  }

  boolean isBehind() {
    return synced < appended;
  }

  long synced() {
    return synced;
  }

  /** Everything up to this entry survives a loss of power. */
  void synced(final long id) {
    if (id > synced) {
      synced = id;
    }
    if (awaited.get() && awaited.getAndSet(false) && !listener.getAsBoolean()) {
      awaited.set(true); // too much is under way: again with the next sync
    }
  }

  /** The listener hears of the next sync that ends from here on. */
  void await() {
    awaited.set(true);
  }
}
