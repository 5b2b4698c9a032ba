// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.InboxCheckpoint.Left;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.testkit.MemoryJournal;
import io.ringtail.ring.Counters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Contents in the checkpoint's file, from a few bytes to as many as it takes.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
final class ChronicleInboxCheckpointTest {
  private static final long MAX_BYTES = 1 << 20;
  private static final Left LEFT = new Left(3, 5, 7);

  @TempDir private Path folder;
  private final Random random = new Random(3);
  private Counters counters;

  private ChronicleInboxCheckpoint make(final long maxBytes) {
    counters = new Counters();
    return new ChronicleInboxCheckpoint(folder, maxBytes, new MemoryJournal(), "one", counters);
  }

  private byte[] bytes(final int length) {
    final byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void shouldGiveBackContentsOfAnySize() {
    final ChronicleInboxCheckpoint checkpoint = make(MAX_BYTES);
    for (final int length : new int[] {1, 1019, 1020, 1021, 2040, 100_000}) {
      final byte[] content = bytes(length);

      final int parts = checkpoint.put(length, 0, content);

      assertArrayEquals(content, checkpoint.get(length, parts));
    }
    checkpoint.clear();
  }

  @Test
  void shouldGiveBackWhatWasPutBehindInOrder() {
    final ChronicleInboxCheckpoint checkpoint = make(MAX_BYTES);
    final int first = checkpoint.put(1, 0, new byte[] {1, 2});

    final int second = checkpoint.put(1, first, new byte[] {3});

    assertArrayEquals(new byte[] {1, 2, 3}, checkpoint.get(1, first + second));
    checkpoint.clear();
  }

  @Test
  void shouldTakeNoMoreThanItsSizeAndSaySo() throws IOException {
    final ChronicleInboxCheckpoint checkpoint = make(MAX_BYTES);
    long account = 0;
    while (checkpoint.put(account, 0, bytes(1000)) > 0) {
      account++;
    }
    assertTrue(account >= MAX_BYTES / 2 / 1024 && account <= MAX_BYTES / 1024, "" + account);
    assertEquals(1, counters.snapshot().get("inbox.checkpoint_full"));
    assertTrue(Files.size(folder.resolve("inbox.map")) < 3 * MAX_BYTES);
    checkpoint.clear();
    assertTrue(checkpoint.put(1, 0, bytes(1000)) > 0, "there is room again");
    checkpoint.clear();
  }

  @Test
  void shouldLeaveWhatIsCurrentToTheNextProcess() {
    final ChronicleInboxCheckpoint before = make(MAX_BYTES);
    final byte[] content = bytes(3000);
    before.put(1, 0, content);
    before.put(2, 0, bytes(100));
    before.leave(new Left(3, 5, 0), (account, part) -> account == 1);

    final ChronicleInboxCheckpoint next = make(MAX_BYTES);

    assertEquals(new Left(3, 5, 0), next.open());
    final Map<Long, Integer> parts = new TreeMap<>();
    next.forEach((account, part) -> parts.merge(account, 1, Integer::sum));
    assertEquals(Map.of(1L, 3), parts);
    assertArrayEquals(content, next.get(1, 3));
    next.clear();
  }

  @Test
  void shouldNotBeLeftTwice() {
    final ChronicleInboxCheckpoint before = make(MAX_BYTES);
    before.put(1, 0, bytes(100));
    before.leave(LEFT, (account, part) -> true);
    final ChronicleInboxCheckpoint killed = make(MAX_BYTES);
    assertNotNull(killed.open());

    // the process that used it is killed here: it closes nothing

    assertNull(make(MAX_BYTES).open());
    killed.clear();
  }

  @Test
  void shouldNotLeaveWhatCouldNotBeReadAnyMore() {
    final ChronicleInboxCheckpoint checkpoint = make(MAX_BYTES);
    checkpoint.put(1, 0, bytes(100));
    assertThrows(StoreException.class, () -> checkpoint.get(2, 1));

    checkpoint.leave(LEFT, (account, part) -> true);

    assertFalse(Files.exists(folder.resolve("inbox.map")));
    assertNull(make(MAX_BYTES).open());
  }

  @Test
  void shouldTakeNothingWhereTheDiskHasNoRoomForIt() {
    final ChronicleInboxCheckpoint checkpoint = make(Long.MAX_VALUE / 4);

    assertEquals(0, checkpoint.put(1, 0, bytes(100)));

    assertFalse(Files.exists(folder.resolve("inbox.map")));
  }

  @Test
  void shouldNotMakeAFileThatIsNotNeeded() throws IOException {
    final ChronicleInboxCheckpoint checkpoint = make(MAX_BYTES);

    assertNull(checkpoint.open());
    checkpoint.clear();

    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }
}
