// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.Journal;
import java.util.function.LongConsumer;

/**
 * What makes a message durable: ids that go on where the journal ended, and whether it takes more.
 *
 * <p>Owner: Router. Allocates: at start.
 */
public record Durability(ArchiveIds ids, Journal journal, LongConsumer streamsNeed) {
  public Durability(final ArchiveIds ids, final Journal journal) {
    this(ids, journal, index -> {});
  }

  /** The Router's streams need nothing of the journal up to this index. */
  void streamsNeed(final long index) {
    streamsNeed.accept(index);
  }
}
