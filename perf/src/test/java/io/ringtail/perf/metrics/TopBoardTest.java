// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TopBoardTest {
  private final Map<String, Tally> now = new HashMap<>();

  private void sent(final String name, final long messages, final long sessions) {
    final Tally before = now.getOrDefault(name, Tally.ZERO);
    now.put(name, new Tally(before.messages() + messages, 0, 0, sessions));
  }

  @Test
  void shouldGiveTheBusiestSeriesOfTheirOwnAndTheRestOne() {
    final TopBoard board = new TopBoard(2);
    sent("a", 100, 1);
    sent("b", 50, 1);
    board.book(now);
    sent("c", 10, 5);
    board.book(now);
    final Map<String, Tally> shown = board.shown();
    assertEquals(java.util.Set.of("a", "b", TopBoard.REST), shown.keySet());
    assertEquals(new Tally(10, 0, 0, 5), shown.get(TopBoard.REST));
  }

  @Test
  void shouldLetABusierOneInWithinAMinute() {
    final TopBoard board = new TopBoard(1);
    sent("a", 1, 1);
    board.book(now);
    for (int i = 0; i < 60; i++) {
      sent("b", 100, 1);
      board.book(now);
    }
    assertTrue(board.shown().containsKey("b"), () -> board.shown().toString());
  }

  /** Prometheus takes a number that shrinks for a restart: no series may do that. */
  @Test
  void shouldNeverLetASeriesShrinkWhileItIsShown() {
    final long seed = System.nanoTime();
    final SplittableRandom random = new SplittableRandom(seed);
    final TopBoard board = new TopBoard(5);
    Map<String, Tally> before = Map.of();
    long sentInAll = 0;
    for (int second = 0; second < 2_000; second++) {
      for (int i = 0; i < 10; i++) {
        final int messages = random.nextInt(50);
        sentInAll += messages;
        sent("domain" + random.nextInt(100), messages, random.nextInt(3));
      }
      board.book(now);
      final Map<String, Tally> shown = board.shown();
      assertTrue(shown.size() <= 6, () -> "seed " + seed + ": " + shown);
      for (final Map.Entry<String, Tally> each : shown.entrySet()) {
        final long was = before.getOrDefault(each.getKey(), Tally.ZERO).messages();
        final boolean stayed = before.containsKey(each.getKey());
        assertTrue(
            !stayed || each.getValue().messages() >= was,
            () -> "seed " + seed + ": " + each.getKey() + " shrank from " + was);
      }
      before = shown;
    }
    final long shownInAll = board.shown().values().stream().mapToLong(Tally::messages).sum();
    assertTrue(shownInAll <= sentInAll, () -> "seed " + seed);
  }
}
