// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.journal.ArchiveIds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * Moments become bounds of ids, and ids moments.
 *
 * <p>Owner: the test's thread. Allocates: per test.
 */
class StampsTest {
  private static final long MICROS = 1_278_803_305_123_456L;

  @Test
  void shouldWriteMicroseconds() {
    assertEquals("2010-07-10T23:08:25.123456Z", Stamps.of(ArchiveIds.firstAt(MICROS) | 7));
    assertEquals("2010-07-10T23:08:25.000000Z", Stamps.of(ArchiveIds.firstAt(MICROS - 123_456)));
  }

  @Test
  void shouldIncludeBothEndsToTheMicrosecond() {
    final Instant moment = Stamps.parse(Stamps.of(ArchiveIds.firstAt(MICROS)));
    assertEquals(ArchiveIds.firstAt(MICROS), Stamps.firstIdAt(moment));
    assertEquals(ArchiveIds.lastAt(MICROS), Stamps.lastIdAt(moment));
  }

  @Test
  void shouldRoundFinerMomentsInwards() {
    final Instant finer = Stamps.parse("2010-07-10T23:08:25.123456789Z");
    assertEquals(ArchiveIds.firstAt(MICROS + 1), Stamps.firstIdAt(finer));
    assertEquals(ArchiveIds.lastAt(MICROS), Stamps.lastIdAt(finer));
  }

  @Test
  void shouldReadOffsets() {
    assertEquals(Stamps.parse("2010-07-10T21:08:25Z"), Stamps.parse("2010-07-10T23:08:25+02:00"));
  }

  @Test
  void shouldBearMomentsBeforeAndBehindAllIds() {
    assertEquals(0, Stamps.firstIdAt(Instant.MIN));
    assertEquals(0, Stamps.lastIdAt(Instant.MIN));
    assertTrue(Stamps.firstIdAt(Instant.MAX) > 0);
    assertEquals(Long.MAX_VALUE, Stamps.lastIdAt(Instant.MAX));
  }

  @Test
  void shouldRefuseWhatIsNoMoment() {
    assertNull(Stamps.parse("yesterday"));
    assertNull(Stamps.parse("2010-07-10"));
    assertNull(Stamps.parse(""));
  }
}
