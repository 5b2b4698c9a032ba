// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.Journal;
import io.ringtail.ring.Counters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgedIdTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path scratch;
  private Journals journals;
  private int heard;

  @BeforeEach
  void prepare() {
    journals = new Journals(scratch.resolve("journal"));
    journals.ackSynced = true;
  }

  private ChronicleJournal open() {
    final ChronicleJournal journal = journals.open();
    journal.onAcknowledged(() -> ++heard > 0);
    return journal;
  }

  private static void append(final ChronicleJournal journal, final long id) {
    Journals.append(journal, id);
    journal.endOfBatch(id);
  }

  @Test
  void shouldMoveWithTheSyncAndNotHoldUpTheBatch() {
    try (ChronicleJournal journal = open()) {
      append(journal, 7);
      assertEquals(0, journal.acknowledgedId());
      journal.keeper().doWork();
      assertEquals(7, journal.acknowledgedId());
    }
  }

  @Test
  void shouldNotCoverABatchThatHasNotEnded() {
    try (ChronicleJournal journal = open()) {
      append(journal, 7);
      Journals.append(journal, 8);
      journal.keeper().doWork();
      assertEquals(7, journal.acknowledgedId());
      journal.endOfBatch(8);
      journal.keeper().doWork();
      assertEquals(8, journal.acknowledgedId());
    }
  }

  @Test
  void shouldTellWhoAwaitsOnceAndNobodyElse() {
    try (ChronicleJournal journal = open()) {
      append(journal, 1);
      journal.keeper().doWork();
      assertEquals(0, heard);
      journal.awaitAcknowledged();
      append(journal, 2);
      journal.keeper().doWork();
      append(journal, 3);
      journal.keeper().doWork();
      assertEquals(1, heard);
    }
  }

  @Test
  void shouldTellAgainWhoCouldNotHear() {
    try (ChronicleJournal journal = journals.open()) {
      journal.onAcknowledged(() -> ++heard > 1);
      journal.awaitAcknowledged();
      for (int id = 1; id <= 3; id++) {
        append(journal, id);
        journal.keeper().doWork();
      }
      assertEquals(2, heard);
    }
  }

  @Test
  void shouldNotCoverWhatWasThereBeforeUntilItIsSynced() {
    try (ChronicleJournal journal = open()) {
      append(journal, 17);
    }
    try (ChronicleJournal journal = open()) {
      assertEquals(0, journal.acknowledgedId());
      journal.keeper().doWork();
      assertEquals(17, journal.acknowledgedId());
    }
  }

  @Test
  void shouldMoveAcrossARoll() {
    try (ChronicleJournal journal = open()) {
      append(journal, 1);
      journals.hours(1);
      journal.keeper().doWork();
      append(journal, 2);
      assertEquals(1, journal.acknowledgedId());
      journal.keeper().doWork();
      assertEquals(2, journal.acknowledgedId());
    }
  }

  @Test
  void shouldStandStillWhenTheDiskFails() throws Exception {
    try (ChronicleJournal journal = open()) {
      append(journal, 1);
      journal.keeper().doWork();
      journals.hours(1);
      journal.keeper().doWork();
      append(journal, 2);
      Files.delete(journal.folder().files().getLast());
      journal.keeper().doWork();
      assertEquals(1, journal.acknowledgedId());
      assertFalse(journal.isAdmitting());
      assertFalse(journal.awaitAcknowledged(PATIENCE.toMillis()));
    }
  }

  @Test
  void shouldCoverEverythingWhereAnAppendIsEnough() {
    journals.ackSynced = false;
    try (ChronicleJournal journal = open()) {
      append(journal, 1);
      assertEquals(Journal.ALL, journal.acknowledgedId());
      assertFalse(journal.awaitAcknowledged(PATIENCE.toMillis()));
    }
  }

  @Test
  void shouldBeMovedByTheKeepersOwnThreadForEveryBatchAwaited() throws Exception {
    final Semaphore told = new Semaphore(0);
    try (ChronicleJournal journal =
        ChronicleJournal.open(journals.settings(), () -> journals.nowMs, new Counters())) {
      journal.onAcknowledged(
          () -> {
            told.release();
            return true;
          });
      for (int id = 1; id <= 50; id++) {
        append(journal, id);
        journal.awaitAcknowledged();
        while (journal.acknowledgedId() < id) {
          assertTrue(told.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS));
          journal.awaitAcknowledged();
        }
      }
      assertTrue(journal.awaitAcknowledged(PATIENCE.toMillis()));
    }
  }
}
