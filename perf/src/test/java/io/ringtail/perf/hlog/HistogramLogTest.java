// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.hlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringtail.perf.FakeNode;
import io.ringtail.perf.health.Level;
import io.ringtail.perf.settings.PerfSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramLogTest {
  private static final long START_MS = 1_700_000_000_000L;
  private static final PerfSettings.Log SECOND = new PerfSettings.Log(true, 1, 1);

  @TempDir private Path folder;
  private final FakeNode node = new FakeNode("localhost");
  private long nowMs = START_MS;

  private void second(final HistogramLog log, final int messages) {
    for (int i = 0; i < messages; i++) {
      node.message(1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000);
    }
    node.board.collect();
    log.onSecond(nowMs);
    nowMs += 1_000;
  }

  private HistogramLog log() {
    return new HistogramLog(folder, SECOND, node.board);
  }

  /** The library's own reader, as any tool of others uses it. */
  private Map<String, Histogram> readByTheLibrary() throws IOException {
    final Map<String, Histogram> sums = new HashMap<>();
    for (final Path file : HistogramLogReading.files(folder)) {
      final HistogramLogReader reader = new HistogramLogReader(file.toFile());
      for (EncodableHistogram next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        sums.computeIfAbsent(next.getTag(), tag -> new Histogram(2)).add((Histogram) next);
      }
      reader.close();
    }
    return sums;
  }

  private ObjectNode history(final long fromMs, final long toMs) throws IOException {
    return new HistoryPage(folder).show(fromMs, toMs);
  }

  @Test
  void shouldWriteWhatTheLibraryReads() throws IOException {
    try (HistogramLog log = log()) {
      for (int i = 0; i < 5; i++) {
        second(log, 10);
      }
    }
    final Histogram archive = readByTheLibrary().get("archive.message");
    assertEquals(50, archive.getTotalCount(), "every interval once, the first with what led to it");
    assertEquals(5_000, archive.getMaxValue(), 50);
  }

  @Test
  void shouldWriteWhatHistogramLogProcessorReads() throws Exception {
    try (HistogramLog log = log()) {
      second(log, 1);
      second(log, 100);
    }
    final Path out = folder.resolve("processed");
    final String file = HistogramLogReading.files(folder).getFirst().toString();
    final HistogramLogProcessor processor =
        new HistogramLogProcessor(
            new String[] {"-i", file, "-o", out.toString(), "-tag", "route.message"});
    processor.run();
    final String table = Files.readString(folder.resolve("processed.hgrm"));
    assertTrue(table.contains("#[Mean"), table);
  }

  @Test
  void shouldShowATimeRange() throws IOException {
    try (HistogramLog log = log()) {
      for (int i = 0; i < 20; i++) {
        second(log, 10);
      }
    }
    final ObjectNode whole = history(START_MS, nowMs);
    assertEquals(190, whole.path("curves").path("route.message").path("n").asInt(), 10);
    assertTrue(whole.path("curves").has("route.all"));
    final ObjectNode part = history(START_MS + 5_000, START_MS + 9_000);
    assertTrue(part.path("curves").path("route.message").path("n").asInt() <= 60, part::toString);
    assertEquals(0, history(0, 1_000).path("curves").size());
  }

  @Test
  void shouldLeaveOutDamagedLinesAndSayHowMany() throws IOException {
    try (HistogramLog log = log()) {
      for (int i = 0; i < 10; i++) {
        second(log, 10);
      }
    }
    final Path file = HistogramLogReading.files(folder).getFirst();
    final List<String> lines = Files.readAllLines(file);
    final StringBuilder damaged = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      final String line = lines.get(i);
      final boolean harm = line.startsWith("Tag=route");
      damaged.append(harm && i % 2 == 0 ? line.substring(0, line.length() / 2) : line).append('\n');
    }
    damaged
        .append("Tag=route.message,x,y,z,HISTFAAAA\nTag=\u0000\u0001,1,2\n")
        .append("A".repeat(9));
    Files.writeString(file, damaged, StandardCharsets.ISO_8859_1);
    final ObjectNode shown = history(START_MS, nowMs);
    assertTrue(shown.path("damaged").asInt() >= 3, shown::toString);
    assertEquals(90, shown.path("curves").path("archive.message").path("n").asInt(), 10);
  }

  @Test
  void shouldReadNoiseWithoutHarm() throws IOException {
    final long seed = System.nanoTime();
    final java.util.SplittableRandom random = new java.util.SplittableRandom(seed);
    final byte[] noise = new byte[200_000];
    random.nextBytes(noise);
    Files.write(folder.resolve("latency-noise.hlog"), noise);
    final ObjectNode shown = history(0, Long.MAX_VALUE / 2);
    assertTrue(shown.path("damaged").asLong() > 0, () -> "seed " + seed);
  }

  @Test
  void shouldBoundItsFiles() throws IOException {
    final long mebibyte = 1 << 20;
    try (HistogramLog log = log()) {
      for (int i = 0; i < 2_000; i++) {
        second(log, 1);
      }
    }
    long bytes = 0;
    for (final Path file : HistogramLogReading.files(folder)) {
      bytes += Files.size(file);
    }
    assertTrue(bytes > mebibyte / 2, "it reaches back as far as it may");
    assertTrue(bytes <= mebibyte * 1.1, "the oldest are gone");
  }

  @Test
  void shouldGoOnWhenTheDiskHasRoomAgain() throws IOException {
    final boolean[] full = {true};
    final HistogramLog.Disk disk =
        file ->
            new OutputStream() {
              private final OutputStream out = Files.newOutputStream(file);

              @Override
              public void write(final int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
              }

              @Override
              public void write(final byte[] from, final int start, final int length)
                  throws IOException {
                if (full[0]) {
                  throw new IOException("No space left on device");
                }
                out.write(from, start, length);
              }

              @Override
              public void close() throws IOException {
                out.close();
              }
            };
    try (HistogramLog log = new HistogramLog(folder, SECOND, node.board, disk)) {
      second(log, 10);
      second(log, 10);
      assertEquals(Level.WARN, log.look().level());
      assertTrue(log.look().text().contains("No space left on device"), log.look()::text);
      full[0] = false;
      second(log, 10);
      assertEquals(Level.OK, log.look().level());
    }
    assertEquals(10, readByTheLibrary().get("route.message").getTotalCount());
  }
}
