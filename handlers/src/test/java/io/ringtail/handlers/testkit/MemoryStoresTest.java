// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.Stores;
import io.ringtail.handlers.port.StoresContract;

/** The fakes keep the contract that the real stores keep. */
final class MemoryStoresTest implements StoresContract {
  private final Stores stores = MemoryStores.create();
  private final ArchiveIds ids = new ArchiveIds(0, 0);

  @Override
  public Stores stores() {
    return stores;
  }

  @Override
  public void archive(final byte[] entry) {
    ((MemoryArchive) stores.archive()).write(entry);
  }

  @Override
  public long nextId() {
    return ids.next(1_800_000_000_000L);
  }
}
