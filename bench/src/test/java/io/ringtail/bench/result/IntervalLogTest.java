// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntervalLogTest {
  private static final Instant START = Instant.parse("2026-11-26T00:10:00Z");

  @TempDir private Path folder;

  @Test
  void shouldReadBackEveryInterval() {
    final Path file = folder.resolve("a.hlog");
    final Histogram first = SampleRuns.latencies(1, 1e6);
    final Histogram second = SampleRuns.latencies(2, 2e6);
    try (IntervalLog log = new IntervalLog(file, START, "one-to-one, Sample")) {
      log.append(first, START, START.plusSeconds(1));
      log.append(second, START.plusSeconds(1), START.plusSeconds(2));
    }
    final List<Histogram> intervals = IntervalLog.read(file);
    assertEquals(List.of(first, second), intervals);
    assertEquals(START.plusSeconds(1).toEpochMilli(), intervals.get(1).getStartTimeStamp());
  }

  @Test
  void shouldSayThatThereIsNoSuchLog() {
    final ResultException e =
        assertThrows(ResultException.class, () -> IntervalLog.read(folder.resolve("none.hlog")));
    assertTrue(e.getMessage().contains("there is no such file"), e.getMessage());
  }
}
