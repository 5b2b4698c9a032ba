// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
  private static final long START = 5_000_000_000L;
  private static final long TICK = TimerWheel.TICK_NS;

  private final TimerWheel wheel = new TimerWheel(START);
  private final List<Integer> fired = new ArrayList<>();

  @Test
  void shouldFireOnceAtTheDeadline() {
    wheel.arm(3, START + 10 * TICK);
    advanceTo(9);
    assertEquals(List.of(), fired);
    advanceTo(12);
    advanceTo(5000);
    assertEquals(List.of(3), fired);
  }

  @Test
  void shouldKeepTheEarlierOfTwoDeadlines() {
    wheel.arm(1, START + 50 * TICK);
    wheel.arm(1, START + 5 * TICK);
    wheel.arm(1, START + 70 * TICK);
    advanceTo(10);
    advanceTo(100);
    assertEquals(List.of(1), fired);
  }

  @Test
  void shouldNotFireWhatWasDisarmed() {
    wheel.arm(1, START + 5 * TICK);
    wheel.disarm(1);
    advanceTo(100);
    assertEquals(List.of(), fired);
  }

  @Test
  void shouldArmAgainForWhatTheOwnerReturns() {
    wheel.arm(2, START + 5 * TICK);
    for (int tick = 1; tick <= 3000; tick++) {
      wheel.advance(
          START + tick * TICK,
          (index, nowNs) -> {
            fired.add(index);
            return fired.size() < 3 ? START + 2500 * TICK : Peer.NO_TIMER;
          });
    }
    assertEquals(3, fired.size());
  }

  @Test
  void shouldSurviveAPauseLongerThanTheWheel() {
    wheel.arm(1, START + 5 * TICK);
    wheel.arm(2, START + 900 * TICK);
    advanceTo(4000);
    assertEquals(List.of(1, 2), fired);
  }

  private void advanceTo(final long tick) {
    wheel.advance(
        START + tick * TICK,
        (index, nowNs) -> {
          fired.add(index);
          return Peer.NO_TIMER;
        });
  }
}
