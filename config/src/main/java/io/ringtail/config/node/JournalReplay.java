// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.config.settings.NodeSettings;
import io.ringtail.persistence.DataFolder;
import io.ringtail.persistence.journal.JournalLook;
import io.ringtail.persistence.sql.Database;
import io.ringtail.persistence.writer.BatchStore;
import io.ringtail.ring.Counters;
import java.util.Map;

/**
 * Writes into the database what the journal of an idle node has and the database lacks.
 *
 * <p>Owner: the calling thread. Allocates: per call.
 */
public final class JournalReplay {
  private static final long STEP_MS = 500;

  private final NodeSettings settings;
  private final DataFolder folder;

  /**
   * What came of it.
   *
   * @param complete false when the database did not take everything in time
   */
  public record Result(boolean complete, long entries, long parked) {}

  /** On a data folder the caller has taken. */
  public JournalReplay(final NodeSettings settings, final DataFolder folder) {
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Replays what is behind the database's position.
   *
   * @param fromBeginning everything the journal still has instead: rows that are there are left
   * @param withoutProgressMs when to give up on a database that takes nothing
   */
  public Result run(final boolean fromBeginning, final long withoutProgressMs)
      throws InterruptedException {
    if (fromBeginning) {
      rewind();
    }
    final Counters counters = new Counters();
    try (Storage storage = Storage.open(settings, folder, counters)) {
      final long last = storage.journal().lastId();
      long written = -1;
      long stuckMs = 0;
      while (!storage.writer().await(last, STEP_MS) && stuckMs < withoutProgressMs) {
        stuckMs = storage.writer().writtenId() == written ? stuckMs + STEP_MS : 0;
        written = storage.writer().writtenId();
      }
      final Map<String, Long> counted = counters.snapshot();
      return new Result(
          storage.writer().writtenId() >= last,
          counted.get("writer.entries"),
          counted.get("writer.parked"));
    }
  }

  private void rewind() {
    try (Database database = Databases.open(settings.database(), folder.path());
        BatchStore store = database.batches()) {
      store.rewind(JournalLook.at(folder.path()).identity());
    }
  }
}
