// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptBudgetTest {
  private static final long MS_NS = TimeUnit.MILLISECONDS.toNanos(1);

  private long nowNs;

  @Test
  void shouldGiveAFewAtOnceAndThenSoManyASecond() {
    final AcceptBudget budget = new AcceptBudget(100, () -> nowNs);
    for (int i = 0; i < 4; i++) {
      assertEquals(0, budget.take());
    }
    assertEquals(10 * MS_NS, budget.take());
    assertEquals(20 * MS_NS, budget.take());
    nowNs += 20 * MS_NS;
    assertEquals(10 * MS_NS, budget.take());
  }

  @Test
  void shouldSaveNothingUpBeyondAFew() {
    final AcceptBudget budget = new AcceptBudget(100, () -> nowNs);
    nowNs += 3_600_000 * MS_NS;
    for (int i = 0; i < 4; i++) {
      assertEquals(0, budget.take());
    }
    assertEquals(10 * MS_NS, budget.take());
  }

  @Test
  void shouldGiveOneAtATimeWhereItGivesFew() {
    final AcceptBudget budget = new AcceptBudget(2, () -> nowNs);
    assertEquals(500 * MS_NS, budget.take());
    nowNs += 500 * MS_NS;
    assertEquals(500 * MS_NS, budget.take());
  }
}
