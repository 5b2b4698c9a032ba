// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.persistence.journal.ChronicleJournal;
import io.ringtail.persistence.journal.ReaderPosition;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;

/**
 * How far the database is behind the journal: {@code writer.lag_entries}, {@code writer.lag_bytes}
 * and {@code writer.lag_ms}. Of what was left from before the start, appends are counted as entries
 * and no bytes: nobody has counted it.
 *
 * <p>Owner: the store writer tells; anyone reads. Allocates: at start.
 */
final class WriterLag {
  private final ChronicleJournal journal;
  private final ReaderPosition reader;
  private final Watermark watermark;
  private final long indexAtStart;
  private final Counter entries;
  private final Counter bytes;
  private volatile long caughtUpMs = System.currentTimeMillis();

  WriterLag(
      final ChronicleJournal journal,
      final ReaderPosition reader,
      final Watermark watermark,
      final Counters counters) {
    this.journal = journal;
    this.reader = reader;
    this.watermark = watermark;
    this.indexAtStart = journal.appendedIndex();
    this.entries = counters.counter("writer.new_entries");
    this.bytes = counters.counter("writer.new_bytes");
    counters.gauge("writer.lag_entries", this::entries);
    counters.gauge("writer.lag_bytes", this::lagBytes);
    counters.gauge("writer.lag_ms", this::lagMs);
  }

  /** This part is in the database. */
  void written(final BatchStore.Part part) {
    final Batch batch = part.batch();
    int from = part.from();
    while (from < part.to() && batch.position(from).index() <= indexAtStart) {
      from++;
    }
    if (from < part.to()) {
      entries.add(batch.coveredEntries(from, part.to()));
      bytes.add(batch.coveredBytes(from, part.to()));
    }
  }

  /** Nothing was left a moment ago. */
  void caughtUp() {
    caughtUpMs = System.currentTimeMillis();
  }

  private boolean isBehind() {
    return journal.appendsBehind(reader.index()) > 0;
  }

  /** How many entries the database lacks. */
  long entries() {
    final long appends = journal.appendsBehind(reader.index());
    return appends == 0 ? 0 : Math.max(appends, journal.appendedEntries() - entries.get());
  }

  private long lagBytes() {
    return isBehind() ? Math.max(0, journal.appendedBytes() - bytes.get()) : 0;
  }

  private long lagMs() {
    if (!isBehind()) {
      return 0;
    }
    final long writtenMs = ArchiveIds.toEpochMicros(watermark.id()) / 1_000;
    return Math.max(0, System.currentTimeMillis() - Math.max(writtenMs, caughtUpMs));
  }
}
