// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.journal.Entries;
import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A journal in memory that can be full, and that a loss of power takes the end of.
 *
 * <p>Owner: the test's thread. Allocates: per entry.
 */
public final class MemoryJournal implements Journal, JournalReader {
  private final List<byte[]> entries = new ArrayList<>();
  private boolean full;
  private boolean acksSynced;
  private int synced;
  private long needed;
  private long inboxPassed;
  private long forgotten;

  /** From now on nothing durable may be accepted. */
  public void fill() {
    full = true;
  }

  /** It takes entries again. */
  public void drain() {
    full = false;
  }

  /** Clients are told of nothing that is not synced; from now on {@link #sync} alone does that. */
  public MemoryJournal acksSynced() {
    acksSynced = true;
    return this;
  }

  /** Everything so far survives a loss of power. */
  public void sync() {
    synced = entries.size();
  }

  /** The power is gone, and with it what was not synced. */
  public void losePower() {
    entries.subList(synced, entries.size()).clear();
  }

  /** The Router's streams need nothing up to this index. */
  public void needed(final long index) {
    needed = index;
  }

  public long needed() {
    return needed;
  }

  /** The inboxes need nothing up to this index. */
  public void inboxPassed(final long index) {
    inboxPassed = index;
  }

  public long inboxPassed() {
    return inboxPassed;
  }

  /** Old files were deleted: nothing up to this index is there any more. */
  public void forget(final long index) {
    forgotten = index;
  }

  /** Every entry so far, oldest first. */
  public List<byte[]> entries() {
    return List.copyOf(entries);
  }

  /** Those of them that are messages. */
  public List<byte[]> messages() {
    return entries.stream().filter(entry -> Layout.type(entry, 0) == EntryType.MESSAGE).toList();
  }

  /** Id of the newest entry; 0 for an empty journal. */
  public long lastId() {
    return entries.isEmpty() ? 0 : Layout.id(entries.getLast(), 0);
  }

  @Override
  public long append(final byte[] buffer, final int start, final int end) {
    Entries.forEach(
        0,
        buffer,
        start,
        end,
        (index, bytes, from, to) -> entries.add(Arrays.copyOfRange(bytes, from, to)));
    return entries.size();
  }

  @Override
  public void endOfBatch(final long lastId) {}

  @Override
  public boolean isAdmitting() {
    return !full;
  }

  @Override
  public long appendedIndex() {
    return entries.size();
  }

  @Override
  public long syncedIndex() {
    return acksSynced ? synced : entries.size();
  }

  @Override
  public long acknowledgedId() {
    if (!acksSynced) {
      return ALL;
    }
    return synced == 0 ? 0 : Layout.id(entries.get(synced - 1), 0);
  }

  @Override
  public void awaitAcknowledged() {}

  @Override
  public boolean search(final Search search) {
    for (int i = entries.size() - 1; i >= forgotten; i--) {
      if (search.isFound(i + 1, entries.get(i), 0, entries.get(i).length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long replay(final long afterIndex, final OnEntry onEntry) {
    for (int i = (int) Math.max(afterIndex, forgotten); i < entries.size(); i++) {
      onEntry.on(i + 1, entries.get(i), 0, entries.get(i).length);
    }
    return entries.size();
  }
}
