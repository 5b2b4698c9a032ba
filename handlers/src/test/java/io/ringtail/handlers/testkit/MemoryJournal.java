// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A journal in memory that can be full.
 *
 * <p>Owner: the test's thread. Allocates: per entry.
 */
public final class MemoryJournal implements Journal, JournalReader {
  private final List<byte[]> entries = new ArrayList<>();
  private long dropped;
  private long lastId;
  private boolean full;

  /** From now on nothing durable may be accepted. */
  public void fill() {
    full = true;
  }

  /** Every entry so far, oldest first. */
  public List<byte[]> entries() {
    return List.copyOf(entries);
  }

  /** Id of the last entry appended, 0 when there was none. */
  public long lastId() {
    return lastId;
  }

  /** What every reader has passed goes, as files do. */
  public void dropUpTo(final long id) {
    int count = 0;
    while (count < entries.size() && Layout.id(entries.get(count), 0) <= id) {
      count++;
    }
    entries.subList(0, count).clear();
    dropped += count;
  }

  @Override
  public long append(final byte[] buffer, final int start, final int end) {
    entries.add(Arrays.copyOfRange(buffer, start, end));
    lastId = Layout.id(buffer, start);
    return appendedIndex();
  }

  @Override
  public void endOfBatch() {}

  @Override
  public boolean isAdmitting() {
    return !full;
  }

  @Override
  public long appendedIndex() {
    return dropped + entries.size();
  }

  @Override
  public long syncedIndex() {
    return appendedIndex();
  }

  @Override
  public long replay(final long afterIndex, final OnEntry onEntry) {
    for (int i = (int) Math.max(0, afterIndex - dropped); i < entries.size(); i++) {
      onEntry.on(dropped + i + 1, entries.get(i), 0, entries.get(i).length);
    }
    return appendedIndex();
  }
}
