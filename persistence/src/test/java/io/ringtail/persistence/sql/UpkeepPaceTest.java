// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class UpkeepPaceTest {
  private static final int STEPS = 100;

  private final UpkeepPace pace = new UpkeepPace();

  @Test
  void shouldTakeOnMoreWhileStepsAreQuickAndNeverMoreThanTheMost() {
    step(1);
    assertEquals(2 * UpkeepPace.FIRST, pace.size());
    for (int i = 0; i < STEPS; i++) {
      step(1);
    }
    assertEquals(UpkeepPace.MOST, pace.size());
  }

  @Test
  void shouldTakeOnLessAtOnceWhenAStepWasLong() {
    step(350);
    assertEquals(UpkeepPace.FIRST / 10, pace.size());
  }

  @Test
  void shouldTakeOnHalfWhenTheDatabaseEndedAStepAndAlwaysSomething() {
    pace.ended();
    assertEquals(UpkeepPace.FIRST / 2, pace.size());
    for (int i = 0; i < STEPS; i++) {
      pace.ended();
    }
    assertEquals(UpkeepPace.LEAST, pace.size());
  }

  @Test
  void shouldAlwaysTakeOnSomething() {
    step(TimeUnit.HOURS.toMillis(1));
    assertEquals(UpkeepPace.LEAST, pace.size());
  }

  @Test
  void shouldStayBelowTheLimitWhereMessagesTakeTheSameTimeEach() {
    for (int i = 0; i < STEPS; i++) {
      assertTrue(pace.size() <= 100, () -> pace.size() + " ms");
      step(pace.size()); // a millisecond each
    }
  }

  private void step(final long ms) {
    pace.took(TimeUnit.MILLISECONDS.toNanos(ms));
  }
}
