// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.persistence.journal.JournalSettings.Roll;
import io.ringtail.ring.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Room for the journal on a real file system that has none: the kernel's own, in memory, refuses at
 * once what is larger than all of it, and everybody may write there.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class RoomAheadTest {
  private static final long PLENTY = Long.MAX_VALUE / 2;
  private static final int CYCLE = 500_000;
  private static final int LITTLE = 1 << 20;

  @TempDir(factory = InMemory.class)
  private Path memory;

  private final Counters counters = new Counters();
  private final DiskWatch disk =
      new DiskWatch(LITTLE, counters.counter("free"), counters.counter("refusing"));
  private JournalFolder folder;
  private Path file;

  /** A folder on a tmpfs. */
  static final class InMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(
        final AnnotatedElementContext field, final ExtensionContext context) throws IOException {
      return Files.createTempDirectory(Path.of("/dev/shm"), "ringtail-journal");
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    folder = JournalFolder.prepare(memory, Roll.HOURLY);
    file = Files.createFile(folder.file(CYCLE));
  }

  private void keep(final long aheadBytes) {
    new RoomAhead(new Reservation(new FileCalls()), folder, disk, aheadBytes).keep(CYCLE, 1);
  }

  private long moreThanThereIs() throws IOException {
    return Files.getFileStore(file).getTotalSpace() + LITTLE;
  }

  @Test
  void shouldAdmitNothingWithoutRoomWhateverTheFreeSpaceSays() throws IOException {
    keep(moreThanThereIs());
    disk.free(PLENTY);
    assertFalse(disk.isAdmitting());
    assertEquals(1, counters.snapshot().get("refusing"));

    keep(LITTLE);
    disk.free(PLENTY);
    assertTrue(disk.isAdmitting());
    assertEquals(0, counters.snapshot().get("refusing"));
    assertEquals(0, Files.size(file), "blocks, but nothing written");
  }

  @Test
  void shouldAdmitAgainWhereNobodyCanReserveAnyMore() throws IOException {
    keep(moreThanThereIs());
    Files.delete(file); // any answer but that there is no room
    keep(LITTLE);
    disk.free(PLENTY);
    assertTrue(disk.isAdmitting());
  }
}
