// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

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
  private boolean full;

  /** From now on nothing durable may be accepted. */
  public void fill() {
    full = true;
  }

  /** Every entry so far, oldest first. */
  public List<byte[]> entries() {
    return List.copyOf(entries);
  }

  @Override
  public long append(final byte[] buffer, final int start, final int end) {
    entries.add(Arrays.copyOfRange(buffer, start, end));
    return entries.size();
  }

  @Override
  public void endOfBatch() {}

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
    return entries.size();
  }

  @Override
  public long replay(final long afterIndex, final OnEntry onEntry) {
    for (int i = (int) afterIndex; i < entries.size(); i++) {
      onEntry.on(i + 1, entries.get(i), 0, entries.get(i).length);
    }
    return entries.size();
  }
}
