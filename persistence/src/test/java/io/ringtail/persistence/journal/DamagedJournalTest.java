// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.Journal;
import io.ringtail.persistence.StorageStartException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Journals that lost a part of themselves.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class DamagedJournalTest {
  private static final int ENTRIES = 5_000;

  @TempDir private Path scratch;
  private Journals journals;
  private Path file;

  @BeforeEach
  void prepare() throws IOException {
    journals = new Journals(scratch.resolve("journal"));
    try (ChronicleJournal journal = journals.open()) {
      for (long id = 1; id <= ENTRIES; id++) {
        Journals.append(journal, id);
      }
      file = journal.folder().files().getLast();
    }
  }

  private static List<Long> upTo(final long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** Opens it, appends one entry, opens it again: nothing but a part of the end may be missing. */
  private long assertHasABeginningAndGoesOn() {
    final long last;
    final long index;
    try (ChronicleJournal journal = journals.open()) {
      last = journal.lastId();
      assertEquals(upTo(last), Journals.idsAfter(journal, Journal.NONE));
      index = Journals.append(journal, last + 1);
    }
    try (ChronicleJournal journal = journals.open()) {
      assertEquals(last + 1, journal.lastId());
      assertEquals(index, journal.appendedIndex());
      assertEquals(upTo(last + 1), Journals.idsAfter(journal, Journal.NONE));
    }
    return last;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 30, 50, 70, 90, 97, 99})
  void shouldSaveWhatATruncatedFileStillHolds(final int percent) throws IOException {
    final long used = JournalFile.scan(file, (sequence, frame, length, sound) -> {}).end();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(used * percent / 100);
    }
    final long last = assertHasABeginningAndGoesOn();
    assertTrue(last < ENTRIES);
  }

  @Test
  void shouldDoWithoutAFileThatWasEmptied() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    assertEquals(0, assertHasABeginningAndGoesOn());
  }

  @Test
  void shouldSaveTheBeginningWhereTheDiskLostAPageInTheMiddle() throws IOException {
    // What a loss of power leaves: later pages made it to the disk, an earlier one did not.
    final long used = JournalFile.scan(file, (sequence, frame, length, sound) -> {}).end();
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      damaged.seek(used / 2 & ~4095L);
      damaged.write(new byte[4096]);
    }
    Files.writeString(journals.folder.resolve("open"), "another boot");

    final long last = assertHasABeginningAndGoesOn();
    assertTrue(last > ENTRIES / 4 && last < ENTRIES, () -> "last " + last);
  }

  @Test
  void shouldPassOverEntriesWhoseBytesChanged() throws IOException {
    final Random random = new Random(42);
    final long used = JournalFile.scan(file, (sequence, frame, length, sound) -> {}).end();
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      final byte[] text = "entry 25".getBytes(java.nio.charset.StandardCharsets.UTF_8);
      final byte[] all = Files.readAllBytes(file);
      for (int at = (int) (used / 4); at < used; at++) {
        if (java.util.Arrays.equals(all, at, at + text.length, text, 0, text.length)) {
          damaged.seek(at);
          damaged.write(random.nextInt(128));
          break;
        }
      }
    }
    try (ChronicleJournal journal = journals.open()) {
      assertEquals(ENTRIES - 1, Journals.idsAfter(journal, Journal.NONE).size());
      assertEquals(ENTRIES, journal.lastId());
    }
  }

  @Test
  void shouldOpenWithoutTheQueuesOwnTable() throws IOException {
    Files.writeString(journals.folder.resolve("metadata.cq4t"), "rubbish");
    assertEquals(ENTRIES, assertHasABeginningAndGoesOn());
  }

  @Test
  void shouldSayWhatToDoAboutAFolderThatIsNoJournal() throws IOException {
    Files.writeString(journals.folder.resolve("identity"), "rubbish");
    final StorageStartException refusal =
        assertThrows(StorageStartException.class, () -> journals.open().close());
    assertTrue(refusal.getMessage().contains("move that folder away"), refusal.getMessage());
  }
}
