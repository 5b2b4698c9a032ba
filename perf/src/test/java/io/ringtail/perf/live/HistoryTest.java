// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.perf.FakeNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final long START_MS = 1_700_000_000_000L;

  private final FakeNode node = new FakeNode("localhost");
  private final Machine machine = new Machine();
  private final History history = new History(node.sources, machine, FakeNode.RING);

  @AfterEach
  void stop() {
    machine.close();
  }

  private void second(final long nowMs) {
    node.board.collect();
    history.onSecond(nowMs);
  }

  @Test
  void shouldTurnCountersIntoRates() {
    second(START_MS);
    for (int i = 0; i < 300; i++) {
      node.message(1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000);
    }
    node.count("router.sessions_opened", 7);
    node.count("router.sessions_closed", 2);
    node.occupancy = FakeNode.RING / 4;
    second(START_MS + 2_000);
    final ObjectNode moment = history.newest();
    assertEquals(150, moment.path("in").asDouble());
    assertEquals(5, moment.path("sessions").asLong());
    assertEquals(3.5, moment.path("logins").asDouble());
    assertEquals(25, moment.path("ring").asDouble());
    assertEquals(8, moment.path("lat").path("total").path(0).asDouble(), 0.1);
  }

  @Test
  void shouldHaveNothingToShowBeforeTheSecondSecond() {
    second(START_MS);
    assertNull(history.newest());
  }

  @Test
  void shouldNotDivideByAQuietSecond() {
    second(START_MS);
    second(START_MS + 1_000);
    assertFalse(history.newest().has("us"), "no stanza, no cost of one");
    assertTrue(history.newest().path("lat").isEmpty());
  }

  @Test
  void shouldKeepTenMinutes() {
    for (int i = 0; i < 1_000; i++) {
      second(START_MS + i * 1_000L);
    }
    assertEquals(600, history.after(0).size());
    assertEquals(10, history.after(START_MS + 989_000).size());
  }

  @Test
  void shouldShowTheLagOfWhoeverCallsItSo() {
    node.counters.gauge("writer.lag_ms", () -> 120);
    second(START_MS);
    second(START_MS + 1_000);
    assertEquals(120, history.newest().path("lag").path("writer.lag_ms").asLong());
  }

  @Test
  void shouldForgetInTheCurvesWhatIsOlderThanAMinute() {
    node.message(1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000);
    second(START_MS);
    final JsonNode first = history.curves();
    assertEquals(1, first.path("route.message").path("n").asInt());
    assertEquals(1, first.path("route.all").path("n").asInt());
    for (int i = 1; i <= 90; i++) {
      second(START_MS + i * 1_000L);
    }
    assertFalse(history.curves().has("route.message"));
  }
}
