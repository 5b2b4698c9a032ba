// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.journal.ReplayStart;
import io.ringtail.handlers.port.Journal;
import io.ringtail.parser.ByteWriter;
import io.ringtail.persistence.StorageStartException;
import io.ringtail.ring.Counters;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalTest {
  @TempDir private Path scratch;
  private Journals journals;

  @BeforeEach
  void prepare() {
    journals = new Journals(scratch.resolve("journal"));
  }

  @Test
  void shouldGiveBackEveryEntryAsItWasInItsOrder() {
    try (ChronicleJournal journal = journals.open()) {
      final List<byte[]> written = new ArrayList<>();
      long last = Journal.NONE;
      for (int i = 1; i <= 2_000; i++) {
        final byte[] entry = Journals.entry(i, "x".repeat(i % 700));
        written.add(entry);
        final long index = journal.append(entry, 0, entry.length);
        assertTrue(index > last);
        last = index;
      }

      final List<byte[]> read = new ArrayList<>();
      final long end =
          journal.replay(
              Journal.NONE, (at, bytes, from, to) -> read.add(Arrays.copyOfRange(bytes, from, to)));

      assertEquals(last, end);
      assertEquals(last, journal.appendedIndex());
      assertArrayEquals(written.toArray(), read.toArray());
    }
  }

  @Test
  void shouldBeEmptyAtFirst() {
    try (ChronicleJournal journal = journals.open()) {
      assertEquals(0, journal.lastId());
      assertEquals(Journal.NONE, journal.appendedIndex());
      assertEquals(Journal.NONE, journal.replay(Journal.NONE, (at, bytes, from, to) -> {}));
    }
  }

  @Test
  void shouldGoOnWhereItEndedWhenItIsOpenedAgain() {
    final String identity;
    final long first;
    try (ChronicleJournal journal = journals.open()) {
      identity = journal.identity();
      first = Journals.append(journal, 17);
      Journals.append(journal, 18);
    }
    try (ChronicleJournal journal = journals.open()) {
      assertEquals(identity, journal.identity());
      assertEquals(18, journal.lastId());
      assertEquals(first + 1, journal.appendedIndex());
      assertEquals(first + 2, Journals.append(journal, 19));
      assertEquals(List.of(18L, 19L), Journals.idsAfter(journal, first));
    }
  }

  @Test
  void shouldReplayOnlyWhatLiesBehindTheIndex() {
    try (ChronicleJournal journal = journals.open()) {
      final long first = Journals.append(journal, 1);
      final long second = Journals.append(journal, 2);
      assertEquals(List.of(2L), Journals.idsAfter(journal, first));
      assertEquals(List.of(), Journals.idsAfter(journal, second));
      assertEquals(List.of(1L, 2L), Journals.idsAfter(journal, second + 5));
    }
  }

  @Test
  void shouldFindInAnOlderFileWhereAViewGoesOn() {
    try (ChronicleJournal journal = journals.open()) {
      final long first = Journals.append(journal, 1);
      Journals.append(journal, 2);
      journals.hours(1);
      journal.keeper().doWork();
      Journals.append(journal, 3);
      final long last = Journals.append(journal, 4);

      assertEquals(first, ReplayStart.behindId(journal, 2));
      assertEquals(last - 1, ReplayStart.behindId(journal, 4));
      assertEquals(List.of(2L, 3L, 4L), Journals.idsAfter(journal, first));
    }
  }

  @Test
  void shouldSayWhatIsSynced() {
    try (ChronicleJournal journal = journals.open()) {
      final long index = Journals.append(journal, 1);
      assertTrue(journal.syncedIndex() < index);
      journal.keeper().doWork();
      assertEquals(index, journal.syncedIndex());
    }
  }

  @Test
  void shouldBeSyncedByItsKeeperWithoutBeingAsked() {
    try (ChronicleJournal journal =
        ChronicleJournal.open(journals.settings(), () -> journals.nowMs, new Counters())) {
      for (int i = 1; i < 50; i++) {
        final long index = Journals.append(journal, i);
        journal.endOfBatch(i);
        while (journal.syncedIndex() < index) {
          Thread.onSpinWait();
        }
      }
    }
  }

  @Test
  void shouldBeginANewFileWhenTheCycleEndsAndDeleteOnlyWhatEverybodyHasRead() throws Exception {
    try (ChronicleJournal journal = journals.open()) {
      final ReaderPosition fast = journal.readers().register("fast", Journal.NONE);
      final ReaderPosition slow = journal.readers().register("slow", Journal.NONE);
      final List<Long> indexes = new ArrayList<>();
      for (int hour = 0; hour < 4; hour++) {
        indexes.add(Journals.append(journal, hour + 1));
        journals.hours(1);
        journal.keeper().doWork();
      }
      assertEquals(4, journal.folder().files().size());

      fast.passed(indexes.get(3));
      journal.keeper().doWork();
      assertEquals(4, journal.folder().files().size());

      slow.passed(indexes.get(1));
      journal.keeper().doWork();
      assertEquals(3, journal.folder().files().size());
      assertEquals(List.of(3L, 4L), Journals.idsAfter(journal, indexes.get(1)));

      slow.passed(indexes.get(3));
      journal.keeper().doWork();
      assertEquals(1, journal.folder().files().size());
      Journals.append(journal, 5);
      assertEquals(List.of(5L), Journals.idsAfter(journal, indexes.get(3)));
    }
  }

  @Test
  void shouldKeepEverythingWhileNobodyReads() throws Exception {
    try (ChronicleJournal journal = journals.open()) {
      for (int hour = 0; hour < 3; hour++) {
        Journals.append(journal, hour + 1);
        journals.hours(1);
        journal.keeper().doWork();
      }
      assertEquals(3, journal.folder().files().size());
    }
  }

  @Test
  void shouldReleaseTheMemoryOfWhatIsSyncedAndReadAndStillGiveItBack() {
    try (ChronicleJournal journal = journals.open()) {
      final ReaderPosition reader = journal.readers().register("reader", Journal.NONE);
      final byte[] large = new byte[Journals.BLOCK_BYTES / 8];
      final List<Long> ids = new ArrayList<>();
      for (long id = 1; id <= 80; id++) {
        final byte[] entry = Journals.entry(id, new String(large, StandardCharsets.UTF_8));
        final long index = journal.append(entry, 0, entry.length);
        ids.add(id);
        journal.keeper().doWork();
        if (id <= 40) {
          assertEquals(0, journals.counters.snapshot().get("journal.released_bytes"));
        } else {
          reader.passed(index);
        }
      }

      assertTrue(journals.counters.snapshot().get("journal.released_bytes") > 0);
      assertEquals(ids, Journals.idsAfter(journal, Journal.NONE));
    }
  }

  @Test
  void shouldGoOnSyncingBesideAFileThatTheQueueCannotBear() throws Exception {
    try (ChronicleJournal journal = journals.open()) {
      final ReaderPosition reader = journal.readers().register("reader", Journal.NONE);
      Journals.append(journal, 1);
      journals.hours(1);
      journal.keeper().doWork();
      reader.passed(Journals.append(journal, 2));
      Files.createFile(journal.folder().path().resolve("copy.cq4"));

      journal.keeper().doWork();

      assertEquals(1, journal.folder().files().size());
      final long index = Journals.append(journal, 3);
      journal.keeper().doWork();
      assertEquals(index, journal.syncedIndex());
      assertTrue(journal.isAdmitting());
    }
  }

  @Test
  void shouldTakeTheFileThatWasPrepared() throws Exception {
    try (ChronicleJournal journal = journals.open()) {
      Journals.append(journal, 1);
      final long cycleMs = 300_000;
      journals.nowMs += cycleMs - journals.nowMs % cycleMs - 1_000;
      journal.keeper().doWork();
      final int next = (int) (journals.nowMs / cycleMs) + 1;
      assertTrue(Files.exists(journal.folder().prepared(next)));

      journals.nowMs += 1_500;
      journal.keeper().doWork();
      Journals.append(journal, 2);

      assertFalse(Files.exists(journal.folder().prepared(next)));
      assertEquals(next, journal.folder().cycle(journal.folder().files().getLast()));
      assertEquals(List.of(1L, 2L), Journals.idsAfter(journal, Journal.NONE));
    }
  }

  @Test
  void shouldNotGoBackWithTheClock() {
    final long first;
    try (ChronicleJournal journal = journals.open()) {
      first = Journals.append(journal, 1);
      journals.hours(-5);
      journal.keeper().doWork();
      assertEquals(first + 1, Journals.append(journal, 2));
    }
    try (ChronicleJournal journal = journals.open()) {
      assertEquals(first + 2, Journals.append(journal, 3));
      assertEquals(List.of(1L, 2L, 3L), Journals.idsAfter(journal, Journal.NONE));
    }
  }

  @Test
  void shouldRefuseAnEntryTooLargeForABlockAndGoOn() {
    try (ChronicleJournal journal = journals.open()) {
      final byte[] large = Journals.entry(1, "x".repeat(Journals.BLOCK_BYTES / 4));
      assertThrows(IllegalArgumentException.class, () -> journal.append(large, 0, large.length));
      Journals.append(journal, 2);
      assertEquals(List.of(2L), Journals.idsAfter(journal, Journal.NONE));
    }
  }

  @Test
  void shouldAdmitNothingOnADiskThatIsNearlyFull() {
    journals.minFreeBytes = Long.MAX_VALUE / 2;
    try (ChronicleJournal journal = journals.open()) {
      assertFalse(journal.isAdmitting());
      assertEquals(1, journals.counters.snapshot().get("journal.refusing"));
    }
  }

  @Test
  void shouldKeepTheRollCycleItWasMadeWith() {
    try (ChronicleJournal journal = journals.open()) {
      Journals.append(journal, 1);
    }
    final JournalSettings daily =
        new JournalSettings(
            journals.folder,
            JournalSettings.Sync.NONE,
            journals.settings().syncInterval(),
            JournalSettings.Roll.DAILY,
            Journals.BLOCK_BYTES,
            0,
            false);
    try (ChronicleJournal journal =
        ChronicleJournal.openIdle(daily, () -> journals.nowMs, new Counters())) {
      Journals.append(journal, 2);
      assertEquals(List.of(1L, 2L), Journals.idsAfter(journal, Journal.NONE));
    }
  }

  @Test
  void shouldRefuseAJournalThatANewerVersionWroteAndLeaveItAsItIs() {
    try (ChronicleJournal journal = journals.open()) {
      Journals.append(journal, 1);
      append(journal, Journals.entry(2, "known"), version(Journals.entry(3, "newer"), 2));
    }
    for (int start = 0; start < 2; start++) {
      final StorageStartException refusal =
          assertThrows(StorageStartException.class, () -> journals.open().close());
      assertTrue(refusal.getMessage().contains("a newer version of Ringtail"), refusal::toString);
      assertTrue(
          refusal.getMessage().contains("has version 2, this Ringtail reads versions up to 1"),
          refusal::toString);
    }
  }

  @Test
  void shouldRefuseAJournalWithAnEntryOfATypeThatOnlyANewerVersionKnows() {
    final byte[] entry = Journals.entry(1, "unknown");
    entry[1] = (byte) 200;
    try (ChronicleJournal journal = journals.open()) {
      append(journal, entry);
    }
    final StorageStartException refusal =
        assertThrows(StorageStartException.class, () -> journals.open().close());
    assertTrue(
        refusal.getMessage().contains("is of type 200, which this Ringtail does not know"),
        refusal::toString);
  }

  @Test
  void shouldHandOnNothingOfAnAppendThatItCannotReadWhole() {
    try (ChronicleJournal journal = journals.open()) {
      Journals.append(journal, 1);
      append(journal, Journals.entry(2, "known"), version(Journals.entry(3, "newer"), 255));
      Journals.append(journal, 4);
      final List<Long> read = new ArrayList<>();
      assertThrows(
          StorageStartException.class,
          () ->
              journal.replay(
                  Journal.NONE, (at, bytes, from, to) -> read.add(Layout.id(bytes, from))));
      assertEquals(List.of(1L), read);
    }
  }

  private static byte[] version(final byte[] entry, final int version) {
    entry[0] = (byte) version;
    return entry;
  }

  /** Entries one behind the other in one append. */
  private static void append(final ChronicleJournal journal, final byte[]... entries) {
    final ByteWriter all = new ByteWriter(64);
    for (final byte[] entry : entries) {
      Layout.length(entry, 0, entry.length);
      all.put(entry);
    }
    journal.append(all.array(), 0, all.length());
  }

  @Test
  void shouldAllocateNothingPerAppend() {
    final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (ChronicleJournal journal = journals.open()) {
      final byte[] entry = Journals.entry(1, "x".repeat(300));
      for (int i = 0; i < 40_000; i++) {
        journal.append(entry, 0, entry.length);
      }
      final int measured = 20_000;
      final long thread = Thread.currentThread().threadId();
      final long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < measured; i++) {
        journal.append(entry, 0, entry.length);
      }
      final long perEntry = (threads.getThreadAllocatedBytes(thread) - before) / measured;
      // A new block of the file is mapped now and then: a fraction of a byte per entry.
      assertTrue(perEntry < 8, () -> perEntry + " bytes per entry");
    }
  }

  @Test
  void shouldBeAnotherJournalInAnotherFolder() {
    final String first;
    try (ChronicleJournal journal = journals.open()) {
      first = journal.identity();
    }
    try (ChronicleJournal other = new Journals(scratch.resolve("other")).open()) {
      assertNotEquals(first, other.identity());
    }
  }
}
