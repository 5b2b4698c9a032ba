// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.handlers.journal.Entries;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader;
import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;
import io.ringtail.ring.Doorbell;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.EpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in Chronicle Queue. An append copies the entry into a mapped file: it survives the
 * end of the process; the keeper's syncs make it survive the machine's.
 *
 * <p>Owner: ARCHIVE appends; readers have a {@link JournalTail} each; the rest is for any thread.
 * Allocates: never per append.
 */
public final class ChronicleJournal implements Journal, JournalReader, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChronicleJournal.class);

  private static final long SYNC_PAUSE_NS = 1_000_000;

  private final JournalSettings settings;
  private final JournalFolder folder;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;
  private final CRC32C checksum = new CRC32C();
  private final ReaderPositions readers = new ReaderPositions();
  private final Doorbell doorbell = new Doorbell();
  private final int maxEntryBytes;
  private final long lastId;
  private final Counter appendedIndex;
  private final Counter appendedBytes;
  private final Counter appendedEntries;
  private final Counter filePosition;
  private final Counter longestAppendNs;
  private final SyncedIds syncedIds;
  private final JournalKeeper keeper;

  private ChronicleJournal(
      final JournalSettings settings,
      final OpenJournal.Opened opened,
      final RollClock rollClock,
      final EpochClock clock,
      final Counters counters) {
    this.settings = settings;
    this.folder = opened.folder();
    this.queue = opened.queue();
    this.appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true);
    // The queue keeps a quarter of a block mapped behind the one it writes to.
    this.maxEntryBytes = settings.blockBytes() / 4 - Integer.BYTES;
    this.appendedIndex = counters.counter("journal.appended_index");
    this.appendedBytes = counters.counter("journal.appended_bytes");
    this.appendedEntries = counters.counter("journal.appended_entries");
    this.filePosition = counters.counter("journal.file_position");
    this.longestAppendNs = counters.counter("journal.longest_append_ns");
    final long last = Math.max(queue.lastIndex(), NONE);
    appendedIndex.set(last);
    this.lastId = readLastId();
    this.syncedIds = new SyncedIds(lastId);
    this.keeper = new JournalKeeper(new Upkeep(this, rollClock, clock, counters));
  }

  /**
   * Opens the journal, mending what a crash left, and starts its keeper.
   *
   * @throws io.ringtail.persistence.StorageStartException when it cannot be used
   */
  public static ChronicleJournal open(
      final JournalSettings settings, final EpochClock clock, final Counters counters) {
    final ChronicleJournal journal = openIdle(settings, clock, counters);
    journal.keeper.start();
    return journal;
  }

  /** As {@link #open}; the caller does the keeper's work by hand. */
  static ChronicleJournal openIdle(
      final JournalSettings settings, final EpochClock clock, final Counters counters) {
    final RollClock rollClock = new RollClock(clock.time());
    final OpenJournal.Opened opened = new OpenJournal(settings, rollClock).open();
    boolean readable = false;
    try {
      final ChronicleJournal journal =
          new ChronicleJournal(settings, opened, rollClock, clock, counters);
      readable = true;
      return journal;
    } finally {
      if (!readable) {
        opened.queue().close();
      }
    }
  }

  /** The last append also tells whether a newer Ringtail wrote here: all that it wrote would. */
  private long readLastId() {
    final long[] found = {0};
    try (JournalTail tail = JournalTail.backwards(queue)) {
      tail.next((index, buffer, start, end) -> found[0] = Layout.id(buffer, start));
    }
    return found[0];
  }

  @Override
  public long append(final byte[] buffer, final int start, final int end) {
    if (end - start > maxEntryBytes) {
      throw new IllegalArgumentException(
          (end - start) + " bytes are more than the journal's block size allows");
    }
    final long beganNs = System.nanoTime();
    checksum.reset();
    checksum.update(buffer, start, end - start);
    write((int) checksum.getValue(), buffer, start, end);
    final long index = appender.lastIndexAppended();
    appendedBytes.add(end - start);
    appendedEntries.add(Entries.count(buffer, start, end));
    appendedIndex.set(index);
    longestAppendNs.max(System.nanoTime() - beganNs);
    return index;
  }

  private void write(final int sum, final byte[] buffer, final int start, final int end) {
    final DocumentContext document = appender.writingDocument();
    boolean whole = false;
    try {
      final Bytes<?> out = document.wire().bytes();
      out.writeInt(sum);
      out.write(buffer, start, end - start);
      filePosition.set(out.writePosition());
      whole = true;
    } finally {
      if (!whole) {
        document.rollbackOnClose();
      }
      document.close();
    }
  }

  @Override
  public void endOfBatch(final long lastId) {
    if (settings.ackSynced()) {
      syncedIds.appended(lastId);
    }
    if (settings.sync() != JournalSettings.Sync.NONE) {
      doorbell.ring();
    }
  }

  @Override
  public long acknowledgedId() {
    return settings.ackSynced() ? syncedIds.synced() : ALL;
  }

  @Override
  public void awaitAcknowledged() {
    syncedIds.await();
  }

  /**
   * Waits until everything appended so far may be told to clients; for threads that may block.
   *
   * @return false when nobody has to wait for that, or time is up
   */
  public boolean awaitAcknowledged(final long timeoutMs) {
    if (!settings.ackSynced()) {
      return false;
    }
    final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (syncedIds.isBehind() && keeper.isSound() && System.nanoTime() - untilNs < 0) {
      LockSupport.parkNanos(this, SYNC_PAUSE_NS);
    }
    return !syncedIds.isBehind();
  }

  /**
   * Who hears that more may be told to clients.
   *
   * @param listener called by the keeper, must not block; false when it could not take the news now
   */
  public void onAcknowledged(final BooleanSupplier listener) {
    syncedIds.listener(listener);
  }

  @Override
  public boolean isAdmitting() {
    return keeper.isAdmitting();
  }

  @Override
  public long appendedIndex() {
    return appendedIndex.get();
  }

  @Override
  public long syncedIndex() {
    return keeper.syncedIndex();
  }

  /** Bytes of the entries appended since the journal was opened. */
  public long appendedBytes() {
    return appendedBytes.get();
  }

  /** How many entries these were. */
  public long appendedEntries() {
    return appendedEntries.get();
  }

  /** How many appends lie behind this one. */
  public long appendsBehind(final long index) {
    final long last = appendedIndex();
    if (last <= index) {
      return 0;
    }
    final RollCycle roll = folder.roll().cycle;
    if (roll.toCycle(index) == roll.toCycle(last)) {
      return last - index;
    }
    final long first = queue.firstIndex();
    return index >= first ? queue.countExcerpts(index, last) : queue.countExcerpts(first, last) + 1;
  }

  /** Id of the last entry there was when the journal was opened; 0 for none. */
  public long lastId() {
    return lastId;
  }

  /** Names this journal for good: positions in a database belong to one journal. */
  public String identity() {
    return folder.identity();
  }

  /** Everybody who must have passed a file before it goes. */
  public ReaderPositions readers() {
    return readers;
  }

  /** A reader of its own behind this entry; before the first where there is no such entry. */
  public JournalTail tailAfter(final long index) {
    final JournalTail tail = JournalTail.forwards(queue);
    if (!tail.moveAfter(index)) {
      LOG.warn("The journal has no entry {}: reading from its beginning", Long.toHexString(index));
    }
    return tail;
  }

  /** A reader of its own from this append on; from the first where there is no such append. */
  public JournalTail tailAt(final long index) {
    final JournalTail tail = JournalTail.forwards(queue);
    if (!tail.moveTo(index)) {
      LOG.warn("The journal has no entry {}: reading from its beginning", Long.toHexString(index));
    }
    return tail;
  }

  @Override
  public boolean search(final Search search) {
    final boolean[] found = {false};
    try (JournalTail tail = JournalTail.backwards(queue)) {
      boolean more = true;
      while (more && !found[0]) {
        more =
            tail.next(
                (index, buffer, start, end) ->
                    found[0] |= search.isFound(index, buffer, start, end));
      }
    }
    return found[0];
  }

  @Override
  public long replay(final long afterIndex, final OnEntry onEntry) {
    try (JournalTail tail = tailAfter(afterIndex)) {
      long last = afterIndex;
      while (tail.next(onEntry)) {
        last = tail.index();
      }
      return last;
    }
  }

  JournalKeeper keeper() {
    return keeper;
  }

  JournalSettings settings() {
    return settings;
  }

  JournalFolder folder() {
    return folder;
  }

  SingleChronicleQueue queue() {
    return queue;
  }

  SyncedIds syncedIds() {
    return syncedIds;
  }

  Doorbell doorbell() {
    return doorbell;
  }

  long filePosition() {
    return filePosition.get();
  }

  /** Syncs and closes; nobody appends or reads any more. */
  @Override
  public void close() {
    keeper.stop();
    appender.close();
    queue.close();
    try {
      if (keeper.isSound()) {
        folder.markClosed();
      }
    } catch (final IOException e) {
      LOG.warn(
          "The journal's end could not be noted, the next start looks for damage: {}",
          e.toString());
    }
  }
}
