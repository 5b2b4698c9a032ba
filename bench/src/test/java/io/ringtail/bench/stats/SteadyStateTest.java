// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.SampleRuns;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
  @Test
  void shouldCallALevelSeriesSteadyInSpiteOfOneBadSecond() {
    assertTrue(SteadyState.isSteady(100, 101, 99, 100, 12, 100, 101, 99));
  }

  @Test
  void shouldSeeADrift() {
    assertFalse(SteadyState.isSteady(100, 102, 104, 106, 108, 110));
    assertEquals(0.095, SteadyState.drift(100, 102, 104, 106, 108, 110), 0.001);
  }

  @Test
  void shouldNotCallAShortSeriesSteady() {
    assertFalse(SteadyState.isSteady(1, 1, 1));
  }

  @Test
  void shouldFindTheEndOfTheWarmUp() {
    final int settled = SteadyState.settledFrom(10, 40, 70, 90, 100, 100, 101, 99, 100, 100, 100);
    assertTrue(settled >= 2 && settled <= 4, "settled from " + settled);
    assertEquals(6, SteadyState.settledFrom(1, 2, 4, 8, 16, 32));
  }

  @Test
  void shouldComplainAboutRepeatsThatDisagree() {
    assertTrue(Noise.complaint(10, 10.4, 9.9, 10.2, 10.3).isEmpty());
    assertTrue(Noise.complaint(10, 10.4, 9.2, 10.2, 10.3).orElseThrow().contains("12 %"));
  }

  @Test
  void shouldReadFiguresOfRounds() {
    final List<Round> rounds = SampleRuns.target("A", 100, 10, 12).rounds();
    assertEquals(11, Samples.median(Figure.SERVER_CPU.of(rounds)));
    assertEquals(180, Figure.SERVER_RESIDENT.of(rounds.getFirst()));
    assertEquals(2, Figure.P50.of(rounds.getFirst()), 0.1);
  }
}
