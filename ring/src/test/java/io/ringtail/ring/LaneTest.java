// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {
  private final List<String> read = new ArrayList<>();

  @Test
  void shouldCarryHeaderAndTwoRangesAsOneRecord() {
    final Lane lane = new Lane(1024, 100);
    final byte[] bytes = "..hello..world..".getBytes(StandardCharsets.US_ASCII);
    assertTrue(lane.begin(7, 4 + 8 + 5 + 5));
    lane.putInt(42);
    lane.putLong(43);
    lane.putBytes(bytes, 2, 5);
    lane.putBytes(bytes, 9, 5);
    lane.end();
    final int count =
        lane.drain(
            (type, buffer, index, length) ->
                read.add(
                    type
                        + " "
                        + buffer.getInt(index)
                        + " "
                        + buffer.getLong(index + 4)
                        + " "
                        + buffer.getStringWithoutLengthAscii(index + 12, length - 12)),
            10);
    assertEquals(1, count);
    assertEquals(List.of("7 42 43 helloworld"), read);
  }

  @Test
  void shouldTellPressureWhenFullAndTakeAgainAfterDraining() {
    final Lane lane = new Lane(1024, 100);
    int taken = 0;
    while (lane.begin(1, 8)) {
      lane.putLong(taken++);
      lane.end();
    }
    // 8 bytes of header each; the ring buffer keeps one header free.
    assertEquals(lane.capacityBytes() / 16 - 1, taken);
    assertFalse(lane.begin(1, 8));
    assertEquals(1, lane.drain((type, buffer, index, length) -> {}, 1));
    assertTrue(lane.begin(1, 8));
  }

  @Test
  void shouldTakeTheLargestRecordWhereverTheLaneStands() {
    final Lane lane = new Lane(64, 1000);
    final byte[] largest = new byte[1000];
    assertTrue(lane.maxRecordBytes() >= 1000);
    for (int i = 0; i < 50; i++) {
      assertTrue(lane.begin(1, 1000));
      lane.putBytes(largest, 0, 1000);
      lane.end();
      assertEquals(1, drainAll(lane));
    }
  }

  @Test
  void shouldKeepOrderAcrossTheWrap() {
    final Lane lane = new Lane(1024, 100);
    for (int i = 0; i < 1000; i++) {
      final int length = 4 + i % 50;
      assertTrue(lane.begin(1, length));
      lane.putInt(i);
      lane.putBytes(new byte[50], 0, length - 4);
      lane.end();
      if (i % 3 == 2) {
        lane.drain((type, buffer, index, l) -> read.add("" + buffer.getInt(index)), 100);
      }
    }
    for (int i = 0; i < read.size(); i++) {
      assertEquals(Integer.toString(i), read.get(i));
    }
    assertEquals(999, read.size());
  }

  @Test
  void shouldDrainAcrossTheWrapInOneCall() {
    final Lane lane = new Lane(1024, 100);
    for (int round = 0; round < 100; round++) {
      for (int i = 0; i < 7; i++) {
        assertTrue(lane.begin(1, 100));
        lane.putBytes(new byte[100], 0, 100);
        lane.end();
      }
      assertEquals(7, drainAll(lane));
      assertEquals(0, lane.occupiedBytes());
    }
  }

  @Test
  void shouldRefuseToEndRecordThatIsNotFilledAndGoOn() {
    final Lane lane = new Lane(1024, 100);
    lane.begin(1, 12);
    lane.putLong(1);
    assertThrows(IllegalStateException.class, lane::end);
    assertWorks(lane);
  }

  @Test
  void shouldRefuseToOverrunRecordAndGoOn() {
    final Lane lane = new Lane(1024, 100);
    lane.begin(1, 4);
    assertThrows(IllegalStateException.class, () -> lane.putLong(1));
    assertWorks(lane);
  }

  private void assertWorks(final Lane lane) {
    assertTrue(lane.begin(1, 4));
    lane.putInt(5);
    lane.end();
    assertEquals(1, drainAll(lane));
  }

  private int drainAll(final Lane lane) {
    return lane.drain((type, buffer, index, length) -> {}, 100);
  }
}
