// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.port.JournalReader;
import io.ringtail.handlers.port.Stores;
import java.util.Arrays;

/**
 * Brings journal entries to the stores in memory, as the store writer does.
 *
 * <p>Owner: the test's thread. Allocates: per entry.
 */
record MemoryWriter(Stores stores, MemoryArchive archive) implements JournalReader.OnEntry {
  @Override
  public void on(final long index, final byte[] buffer, final int start, final int end) {
    final byte[] entry = Arrays.copyOfRange(buffer, start, end);
    if (stores.offline() instanceof MemoryOffline offline) {
      offline.write(entry);
    }
    archive.write(entry);
  }
}
