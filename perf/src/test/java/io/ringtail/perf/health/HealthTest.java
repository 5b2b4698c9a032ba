// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.perf.FakeNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
  private final Health health = new Health();
  private final FakeNode node = new FakeNode("localhost");
  private Finding finding = Finding.ok("well");

  @Test
  void shouldSaySinceWhenSomethingIsWrong() {
    health.add("thing", () -> finding);
    health.look(1_000);
    health.look(2_000);
    assertEquals(1_000, health.facts().getFirst().sinceMs());
    finding = Finding.bad("broken", "mend it");
    health.look(3_000);
    finding = Finding.bad("broken for longer", "mend it");
    health.look(4_000);
    assertEquals(3_000, health.facts().getFirst().sinceMs());
    assertEquals(Level.BAD, health.worst());
  }

  @Test
  void shouldNotBeReadyBeforeTheFirstLook() {
    health.add("thing", () -> finding);
    assertFalse(health.isReady());
    health.look(1);
    assertTrue(health.isReady());
  }

  @Test
  void shouldNotBeReadyForWhatStopsIt() {
    health.add("thing", () -> finding);
    finding = Finding.bad("the database is gone", "");
    health.look(1);
    assertTrue(health.isReady(), "messages go on without it");
    finding = finding.notReady();
    health.look(2);
    assertFalse(health.isReady());
    assertEquals(List.of("thing: the database is gone"), health.reasons());
  }

  @Test
  void shouldTakeACheckThatFailsForAFinding() {
    health.add(
        "thing",
        () -> {
          throw new IllegalStateException("oops");
        });
    health.add("other", () -> finding);
    health.look(1);
    assertEquals(Level.WARN, health.facts().getFirst().finding().level());
    assertEquals(Level.OK, health.facts().getLast().finding().level());
  }

  @Test
  void shouldCallTheNodeOverloadedWhenTheRingStaysFull() {
    final Health.Check ring = Vitals.ring(node.counters, FakeNode.RING, 75);
    node.occupancy = FakeNode.RING;
    assertFalse(ring.look().stopsReady(), "a burst is no overload");
    ring.look();
    assertTrue(ring.look().stopsReady());
    node.occupancy = FakeNode.RING / 2;
    assertFalse(ring.look().stopsReady());
  }

  @Test
  void shouldNotBeReadyWhenTheJournalCannotBeWritten() {
    final Health.Check journal = Vitals.journal(node.counters);
    assertEquals(Level.OK, journal.look().level(), "there is none");
    final long[] refusing = {0};
    node.counters.gauge("journal.refusing", () -> refusing[0]);
    assertFalse(journal.look().stopsReady());
    refusing[0] = 1;
    assertTrue(journal.look().stopsReady());
  }

  @Test
  void shouldWarnWhenTheDatabaseFallsBehindTheJournal() {
    final Health.Check writer = Vitals.writer(node.counters);
    assertEquals(Level.OK, writer.look().level(), "there is none");
    final long[] lagMs = {59_000};
    node.counters.gauge("writer.lag_ms", () -> lagMs[0]);
    assertEquals(Level.OK, writer.look().level());
    lagMs[0] = 61_000;
    assertEquals(Level.WARN, writer.look().level());
    lagMs[0] = 3_600_000;
    assertEquals(Level.BAD, writer.look().level());
    assertFalse(writer.look().stopsReady(), "messages go on");
  }

  @ParameterizedTest
  @CsvSource({"400, OK", "14, OK", "13, WARN", "2, BAD", "-1, BAD"})
  void shouldWarnBeforeACertificateEnds(final int days, final Level level) {
    final Instant end = Instant.now().plus(days, ChronoUnit.DAYS).plusSeconds(60);
    final Map<String, Instant> certificates =
        Map.of("127.0.0.1:5222", end, "127.0.0.1:5223", end.plusSeconds(1));
    final Finding found = Vitals.certificates(() -> certificates).look();
    assertEquals(level, found.level(), found::text);
    assertTrue(found.text().contains("127.0.0.1:5222"), found::text);
  }

  @Test
  void shouldWarnOfSlowStanzasAndLongTurns() {
    node.message(1, 1, 1, 1, 1, 1, 1, 1);
    node.board.collect();
    assertEquals(Level.OK, Vitals.latency(node.board).look().level());
    node.message(60_000_000, 1, 1, 1, 1, 1, 1, 1);
    node.message(900_000_000, 1, 1, 1, 1, 1, 1, 1);
    node.board.collect();
    assertEquals(Level.BAD, Vitals.latency(node.board).look().level());
    assertEquals(Level.WARN, Vitals.turns(node.board).look().level());
  }

  @Test
  void shouldForgetAFaultAfterTenMinutes() {
    final Health.Check faults = Vitals.faults(node.errors);
    assertEquals(Level.OK, faults.look().level());
    node.errors.record("test", new IllegalStateException("a bug"));
    assertEquals(Level.WARN, faults.look().level());
    for (int i = 0; i < 600; i++) {
      faults.look();
    }
    assertEquals(Level.OK, faults.look().level());
  }

  @Test
  void shouldSayThatTheDataFolderIsGone() {
    assertEquals(Level.BAD, Vitals.disk(Path.of("/nowhere/at/all")).look().level());
    assertTrue(Vitals.disk(Path.of("/")).look().text().contains("GB left"));
  }
}
