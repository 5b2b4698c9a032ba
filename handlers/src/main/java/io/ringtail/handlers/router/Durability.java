// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.WriterProgress;
import java.util.function.LongConsumer;

/**
 * What makes a message durable: ids that go on where the journal ended, whether it takes more, and
 * how far the store has followed.
 *
 * <p>Owner: Router. Allocates: at start.
 */
public record Durability(
    ArchiveIds ids, Journal journal, WriterProgress progress, LongConsumer streamsNeed) {
  public Durability(final ArchiveIds ids, final Journal journal, final WriterProgress progress) {
    this(ids, journal, progress, index -> {});
  }

  /** Whether clients are told of nothing before it is synced; for good from the start on. */
  boolean acksWaitForSync() {
    return journal.acknowledgedId() != Journal.ALL;
  }

  /** The Router's streams need nothing of the journal up to this index. */
  void streamsNeed(final long index) {
    streamsNeed.accept(index);
  }
}
