// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringtail.perf.FakeNode;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.EventType;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageEventTest {
  @TempDir private Path folder;

  @Test
  void shouldBeOffUntilARecordingAsksForIt() {
    assertFalse(EventType.getEventType(StageEvent.class).isEnabled());
  }

  @Test
  void shouldTellFlightRecorderHowLongEachStageTook() throws Exception {
    final FakeNode node = new FakeNode("localhost");
    final Path file = folder.resolve("stages.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("ringtail.Stage");
      recording.start();
      node.message(1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000);
      recording.stop();
      recording.dump(file);
    }
    final List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().equals("ringtail.Stage"))
            .toList();
    assertEquals(
        List.of("read", "parse", "queue", "route", "archive"),
        events.stream().map(event -> event.getString("stage")).toList());
    assertEquals(5_000, events.getLast().getDuration("took").toNanos());
    assertEquals(15_000, events.getLast().getDuration("age").toNanos());
    assertEquals("message", events.getLast().getString("kind"));
  }
}
