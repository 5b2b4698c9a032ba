// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.parser.ByteWriter;
import io.ringtail.persistence.journal.JournalSettings.Roll;
import io.ringtail.persistence.journal.JournalSettings.Sync;
import io.ringtail.ring.Counters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Journals for tests: small, stepped by hand, with a clock of their own.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public final class Journals {
  public static final int BLOCK_BYTES = 1 << 18;
  public static final long START_MS = 1_800_000_000_000L;

  final Path folder;
  long nowMs = START_MS;
  long minFreeBytes;
  boolean ackSynced;
  Sync sync = Sync.INTERVAL;
  public Counters counters = new Counters();

  public Journals(final Path folder) {
    this.folder = folder;
  }

  JournalSettings settings() {
    return new JournalSettings(
        folder,
        sync,
        Duration.ofMillis(5),
        Roll.FIVE_MINUTELY,
        BLOCK_BYTES,
        minFreeBytes,
        ackSynced);
  }

  /** Its keeper works only when the test says so. */
  public ChronicleJournal open() {
    counters = new Counters();
    return ChronicleJournal.openIdle(settings(), () -> nowMs, counters);
  }

  public void hours(final int count) {
    nowMs += count * 3_600_000L;
  }

  /** A complete entry with this id and text. */
  public static byte[] entry(final long id, final String text) {
    final ByteWriter out = new ByteWriter(64);
    Layout.putHead(out, EntryType.MESSAGE, id);
    out.put(text.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(out.array(), out.length());
  }

  static long append(final ChronicleJournal journal, final long id) {
    final byte[] entry = entry(id, "entry " + id);
    return journal.append(entry, 0, entry.length);
  }

  static List<Long> idsAfter(final ChronicleJournal journal, final long index) {
    final List<Long> ids = new ArrayList<>();
    journal.replay(index, (at, buffer, start, end) -> ids.add(Layout.id(buffer, start)));
    return ids;
  }
}
