// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;
import io.ringtail.ring.Doorbell;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.agrona.concurrent.EpochClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What keeps the journal going, in small steps: syncing, room ahead of the appender, the next
 * cycle's file, deletion of what everybody has read.
 *
 * <p>Owner: the keeper; {@link #syncedIndex} is for any thread. Allocates: per file.
 */
final class Upkeep {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int RESERVED_BLOCKS = 4;
  private static final int PREPARE_AHEAD_MS = 60_000;

  private final ChronicleJournal journal;
  private final JournalFolder folder;
  private final RollClock rollClock;
  private final EpochClock clock;
  private final DiskWatch disk;
  private final RoomAhead room;
  private final PassedPages pages;
  private final Counter syncedIndex;
  private final Counter syncs;
  private final Counter longestSyncNs;
  private final Counter deleted;
  private final Map<String, String> complaints = new HashMap<>();
  private FileChannel channel;
  private int channelCycle;
  private int preparedCycle;
  private FileStore store;
  private int neededFrom = -1; // the cycle before which nothing is left to delete

  Upkeep(
      final ChronicleJournal journal,
      final RollClock rollClock,
      final EpochClock clock,
      final Counters counters) {
    this.journal = journal;
    this.folder = journal.folder();
    this.rollClock = rollClock;
    this.clock = clock;
    final FileCalls calls = new FileCalls();
    this.pages =
        new PassedPages(
            calls,
            folder,
            journal.settings().blockBytes(),
            counters.counter("journal.released_bytes"));
    this.disk =
        new DiskWatch(
            journal.settings().minFreeBytes(),
            counters.counter("journal.free_bytes"),
            counters.counter("journal.refusing"));
    this.room =
        new RoomAhead(
            new Reservation(calls),
            folder,
            disk,
            (long) RESERVED_BLOCKS * journal.settings().blockBytes());
    this.syncedIndex = counters.counter("journal.synced_index");
    this.syncs = counters.counter("journal.syncs");
    this.longestSyncNs = counters.counter("journal.longest_sync_ns");
    this.deleted = counters.counter("journal.files_deleted");
    this.channelCycle = cycleOf(journal.appendedIndex());
    watchDisk();
  }

  JournalSettings settings() {
    return journal.settings();
  }

  Doorbell doorbell() {
    return journal.doorbell();
  }

  DiskWatch disk() {
    return disk;
  }

  long syncedIndex() {
    return syncedIndex.get();
  }

  boolean isUnsynced() {
    final boolean behind =
        syncedIndex.get() < journal.appendedIndex() || journal.syncedIds().isBehind();
    return behind && !disk.isBroken();
  }

  /** Forces everything appended so far; a failure stops all further durable work. */
  void sync() {
    final long id = journal.syncedIds().appended(); // before the index: its entry lies below that
    final long target = journal.appendedIndex();
    if (!disk.isBroken() && (target <= syncedIndex.get() || force(target))) {
      journal.syncedIds().synced(id);
    }
  }

  private boolean force(final long target) {
    final long beganNs = System.nanoTime();
    try {
      forceUpTo(cycleOf(target));
    } catch (final IOException | RuntimeException e) {
      disk.fail(e);
      return false;
    }
    syncedIndex.set(target);
    syncs.increment();
    longestSyncNs.max(System.nanoTime() - beganNs);
    return true;
  }

  /**
   * Mapped writes are in the page cache like any other: forcing the file is what {@code MS_SYNC}
   * does, from any thread. After a roll the older file is forced for the last time, then the new
   * one and its name.
   */
  private void forceUpTo(final int cycle) throws IOException {
    if (cycle != channelCycle) {
      for (final Path file : folder.files()) {
        final int older = folder.cycle(file);
        if (older >= channelCycle && older < cycle) {
          forceFile(older);
        }
      }
    }
    forceFile(cycle);
  }

  private void forceFile(final int cycle) throws IOException {
    if (channel == null || cycle != channelCycle) {
      closeChannel();
      channel = FileChannel.open(folder.file(cycle), StandardOpenOption.WRITE);
      channelCycle = cycle;
      JournalFolder.force(folder.path());
    }
    channel.force(false);
  }

  /** Everything but syncing. */
  void doWork() {
    final long nowMs = clock.time();
    watchDisk();
    attempt("prepare the next file", () -> prepareNextCycle(nowMs));
    rollClock.advance(nowMs);
    attempt("reserve room", this::reserve);
    attempt("delete files", this::deleteRead);
    attempt("let go of pages", this::letGo);
  }

  /** A part of the work. */
  private interface Part {
    void run() throws IOException;
  }

  /** Whatever one part meets, the others go on, and the syncs; it is said once. */
  private void attempt(final String what, final Part part) {
    try {
      part.run();
      complaints.remove(what);
    } catch (final IOException | RuntimeException e) {
      if (!e.toString().equals(complaints.put(what, e.toString()))) {
        LOG.warn("The journal {} could not {}: {}", folder.path(), what, e.toString());
      }
    }
  }

  private void watchDisk() {
    try {
      if (store == null) {
        store = Files.getFileStore(folder.path()); // reads every mount point
      }
      disk.free(store.getUsableSpace());
    } catch (final IOException e) {
      LOG.warn("How full the journal's disk is cannot be seen: {}", e.toString());
    }
  }

  /** The first block of the next file is written ahead, so that a roll waits for no disk. */
  private void prepareNextCycle(final long nowMs) throws IOException {
    final int lengthMs = folder.roll().cycle.lengthInMillis();
    final int next = (int) (nowMs / lengthMs) + 1;
    final boolean isTime = (next - 1L) * lengthMs + lengthMs - nowMs <= PREPARE_AHEAD_MS;
    if (!isTime || next == preparedCycle || !disk.isAdmitting() || journal.filePosition() == 0) {
      return;
    }
    Files.deleteIfExists(folder.prepared(preparedCycle));
    final Path half = folder.path().resolve("next.half");
    try (FileChannel file =
        FileChannel.open(half, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      final ByteBuffer zeros = ByteBuffer.allocateDirect(settings().blockBytes());
      while (zeros.hasRemaining()) {
        file.write(zeros);
      }
      file.force(true);
    }
    Files.move(half, folder.prepared(next));
    preparedCycle = next;
  }

  private void reserve() {
    final long position = journal.filePosition();
    if (position > 0) {
      room.keep(cycleOf(journal.appendedIndex()), position);
    }
  }

  private void deleteRead() throws IOException {
    final int firstNeeded =
        Math.min(cycleOf(journal.readers().slowest()), cycleOf(journal.appendedIndex()));
    if (firstNeeded == neededFrom) {
      return;
    }
    boolean any = false;
    for (final Path file : folder.files()) {
      if (folder.cycle(file) < firstNeeded) {
        Files.delete(file);
        deleted.increment();
        any = true;
      }
    }
    if (any) {
      journal.queue().refreshDirectoryListing();
    }
    neededFrom = firstNeeded;
  }

  private void letGo() {
    final long appended = journal.appendedIndex(); // before the position: both of one file, or
    final long position = journal.filePosition(); // the position of a new one, which is low
    if (position > 0) {
      final long passed = Math.min(syncedIndex.get(), journal.readers().slowest());
      pages.advance(appended, position, passed);
    }
  }

  private int cycleOf(final long index) {
    return folder.roll().cycle.toCycle(index);
  }

  void close() {
    closeChannel();
  }

  private void closeChannel() {
    if (channel != null) {
      try {
        channel.close();
      } catch (final IOException e) {
        LOG.warn("A journal file could not be closed: {}", e.toString());
      }
      channel = null;
    }
  }
}
