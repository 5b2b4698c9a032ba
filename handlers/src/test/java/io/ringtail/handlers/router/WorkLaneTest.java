// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkLaneTest {
  private final WorkLane lane = new WorkLane();
  private final List<String> submitted = new ArrayList<>();

  private boolean submit(final String name) {
    submitted.add(name);
    return true;
  }

  @Test
  void shouldRunOneCallAtATimeInOrder() {
    lane.add(() -> submit("first"));
    lane.add(() -> submit("second"));
    assertEquals(List.of("first"), submitted);
    lane.next();
    assertEquals(List.of("first", "second"), submitted);
    assertFalse(lane.isEmpty());
    lane.next();
    assertTrue(lane.isEmpty());
  }

  @Test
  void shouldGoOnBehindARefusedCall() {
    lane.add(() -> submit("first"));
    lane.add(() -> false);
    lane.add(() -> submit("third"));
    lane.next();
    assertEquals(List.of("first", "third"), submitted);
  }

  @Test
  void shouldNotRunTwoCallsWhenARefusalAddsAnother() {
    lane.add(
        () -> {
          lane.add(() -> submit("inner"));
          return false;
        });
    lane.add(() -> submit("outer"));
    assertEquals(List.of("inner"), submitted);
    lane.next();
    assertEquals(List.of("inner", "outer"), submitted);
  }

  @Test
  void shouldRefuseMoreThanTheQueueHolds() {
    lane.add(() -> submit("running"));
    for (int i = 0; i < WorkLane.MAX_WAITING; i++) {
      assertTrue(lane.add(() -> submit("waiting")));
    }
    assertFalse(lane.add(() -> submit("too many")));
  }
}
