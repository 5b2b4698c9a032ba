// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.parser.ByteWriter;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archive ids grow whatever the clock does, and read as they are written.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class ArchiveIdsTest {
  private static final long NOW_MS = 1_800_000_000_000L;

  @Test
  void shouldCarryTheTimeAndTheNode() {
    final long id = new ArchiveIds(7, 0).next(NOW_MS);
    assertEquals(NOW_MS * 1000, ArchiveIds.toEpochMicros(id));
    assertEquals(7, id & 0xFF);
  }

  @Test
  void shouldGrowWhileTheClockStandsStillOrStepsBack() {
    final ArchiveIds ids = new ArchiveIds(255, 0);
    long last = 0;
    for (int i = 0; i < 3_000; i++) {
      final long id = ids.next(NOW_MS - i);
      assertTrue(id > last);
      last = id;
    }
    assertTrue(ids.next(NOW_MS + 1_000) > last);
  }

  @Test
  void shouldGoOnAboveTheLastIdOfTheJournal() {
    final long last = new ArchiveIds(3, 0).next(NOW_MS);
    assertTrue(new ArchiveIds(0, last).next(NOW_MS - 60_000) > last);
  }

  @Test
  void shouldBoundAMomentFromBothSides() {
    final long id = new ArchiveIds(9, 0).next(NOW_MS);
    assertTrue(ArchiveIds.firstAt(NOW_MS * 1000) <= id && id <= ArchiveIds.lastAt(NOW_MS * 1000));
    assertTrue(id < ArchiveIds.firstAt(NOW_MS * 1000 + 1));
  }

  @Test
  void shouldReadWhatItWrites() {
    final SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 1_000; i++) {
      final long id = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
      final ByteWriter out = new ByteWriter(16);
      ArchiveIds.write(out, id);
      assertEquals(ArchiveIds.toText(id), out.toString());
      assertEquals(id, ArchiveIds.parse(out.toString()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        "W",
        "1 ",
        "ZZZZZZZZZZZZZ",
        "VVVVVVVVVVVVV",
        "\u0661",
        "10000000000000"
      })
  void shouldRefuseWhatIsNoId(final String text) {
    assertEquals(-1, ArchiveIds.parse(text));
  }
}
