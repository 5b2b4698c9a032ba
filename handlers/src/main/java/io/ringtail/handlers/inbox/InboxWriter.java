// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.StoreException;
import java.util.List;

/**
 * Brings changed conversations to the store, one batch at a time: many changes of a conversation
 * become one row, and rows are rationed, because each costs the database as much as a message costs
 * the node.
 *
 * <p>Owner: INBOX; {@link #writeAll} belongs to the thread that starts or stops the node.
 * Allocates: per batch.
 */
final class InboxWriter {
  private static final int MAX_ROWS = 1_000;
  private static final int ROWS_PER_TICK = 20;
  private static final long PER_THOUSAND = 1_000;
  private static final long LONG_UNDER_WAY_MS = 10_000;
  private static final long CLOCK_SLACK_MS = 1_000;
  private static final long MICROS_PER_MS = 1_000;
  private static final long MAX_SAVED = 100_000 * PER_THOUSAND;

  private final InboxStore store;
  private final Blocking blocking;
  private final LiveInboxes inboxes;
  private final Unstored unstored;
  private final InboxLimits limits;
  private long allowance;
  private long underWayId;
  private long completeId;
  private long nowMs;
  private long written;
  private long reflectedId;
  private long submittedAtMs;
  private boolean refused;

  InboxWriter(
      final InboxStore store,
      final Blocking blocking,
      final LiveInboxes inboxes,
      final Unstored unstored,
      final InboxLimits limits) {
    this.store = store;
    this.blocking = blocking;
    this.inboxes = inboxes;
    this.unstored = unstored;
    this.limits = limits;
  }

  /** A message has passed: it earns its share of a row. */
  void earn() {
    if (allowance < MAX_SAVED) {
      allowance += limits.rowsPerThousandMessages();
    }
  }

  /** About once a second. */
  void tick(final long newNowMs) {
    nowMs = newNowMs;
    if (allowance < ROWS_PER_TICK * PER_THOUSAND) {
      allowance = ROWS_PER_TICK * PER_THOUSAND;
    }
    submit();
  }

  /** Everything up to this id is in the store. */
  long completeId() {
    return completeId;
  }

  /** Up to which entry the store was complete for certain when it was last written to. */
  long reflectedId() {
    return reflectedId;
  }

  /** What the store says itself, when the stage starts. */
  void reflectedId(final long id) {
    reflectedId = id;
  }

  /** The store did not take the last batch, or has been at it for long. */
  boolean isRefused() {
    return refused || unstored.isUnderWay() && nowMs - submittedAtMs > LONG_UNDER_WAY_MS;
  }

  /** Rows written so far. */
  long written() {
    return written;
  }

  private void submit() {
    if (unstored.isUnderWay()) {
      return;
    }
    final List<InboxStore.Row> rows = unstored.take(allowed(), beforeMicros());
    underWayId = completeAfterBatch();
    if (rows.isEmpty()) {
      completeId = underWayId;
      return;
    }
    final long complete = underWayId;
    submittedAtMs = nowMs;
    final boolean submitted =
        blocking.submit(
            SessionHandle.NONE,
            () -> write(rows, complete),
            (count, failure, out) -> out.inbox(ignored -> ended(rows.size(), failure)));
    if (!submitted) {
      unstored.failed();
    }
  }

  /**
   * What changed before this moment has waited for long enough. Where the clock was set back, ids
   * are ahead of it and tell nothing: then all of it has.
   */
  private long beforeMicros() {
    final boolean setBack =
        ArchiveIds.toEpochMicros(inboxes.appliedId()) > (nowMs + CLOCK_SLACK_MS) * MICROS_PER_MS;
    return setBack ? Long.MAX_VALUE : (nowMs - limits.writeAfterMs()) * MICROS_PER_MS;
  }

  /** A store that refuses is asked with a few; what is under way cannot leave memory. */
  private int allowed() {
    if (refused) {
      return ROWS_PER_TICK;
    }
    final boolean hurry = inboxes.isCrowded() || !inboxes.aside().isEmpty();
    return hurry ? MAX_ROWS : (int) Math.min(MAX_ROWS, allowance / PER_THOUSAND);
  }

  private long completeAfterBatch() {
    return inboxes.completeUpTo(unstored.completeAfterBatch(inboxes.appliedId()));
  }

  private Integer write(final List<InboxStore.Row> rows, final long complete) {
    store.write(rows, complete);
    return rows.size();
  }

  private void ended(final int rows, final StoreException failure) {
    final boolean recovered = refused;
    refused = failure != null;
    if (refused) {
      unstored.failed();
      return;
    }
    unstored.stored();
    completeId = underWayId;
    reflectedId = underWayId;
    written += rows;
    allowance = Math.max(0, allowance - rows * PER_THOUSAND);
    if (rows == MAX_ROWS || recovered) {
      submit();
    }
  }

  /** What is under way waits again: its answer will not be heard. */
  void takeBack() {
    if (unstored.isUnderWay()) {
      unstored.failed(); // the rows are the same or newer
    }
  }

  /** Writes everything that is not in the store yet, on the calling thread. */
  void writeAll() {
    takeBack();
    while (unstored.waiting() > 0) {
      final List<InboxStore.Row> rows = unstored.take(MAX_ROWS, Long.MAX_VALUE);
      final long reflected = completeAfterBatch();
      store.write(rows, reflected);
      unstored.stored();
      completeId = reflected;
      reflectedId = Math.max(reflectedId, reflected);
      written += rows.size();
    }
  }
}
