// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.hlog;

import io.ringtail.perf.health.Finding;
import io.ringtail.perf.health.Health;
import io.ringtail.perf.latency.LatencyBoard;
import io.ringtail.perf.latency.LatencySeries;
import io.ringtail.perf.live.Sampler;
import io.ringtail.perf.settings.PerfSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes the intervals of every histogram to {@code .hlog} files in HdrHistogram's standard format,
 * one tag per stage and kind ({@code route.message}); files and their sum are bounded, the oldest
 * goes first. A full or broken disk costs intervals, never the node.
 *
 * <p>Owner: the sampler. Allocates: per interval.
 */
public final class HistogramLog implements Sampler.Listener, Health.Check, AutoCloseable {
  /** Opens the files; replaced in tests by disks that are full. */
  @FunctionalInterface
  interface Disk {
    OutputStream open(Path file) throws IOException;
  }

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'latency-'yyyyMMdd-HHmmss-SSS'.hlog'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int FILES = 16;
  private static final long MEGABYTE = 1L << 20;

  private final Path folder;
  private final PerfSettings.Log settings;
  private final LatencyBoard board;
  private final Disk disk;
  private CountedStream bytes;
  private PrintStream out;
  private HistogramLogWriter writer;
  private long intervalStartMs;
  private volatile String trouble = "";

  public HistogramLog(
      final Path folder, final PerfSettings.Log settings, final LatencyBoard board) {
    this(folder, settings, board, Files::newOutputStream);
  }

  HistogramLog(
      final Path folder,
      final PerfSettings.Log settings,
      final LatencyBoard board,
      final Disk disk) {
    this.folder = folder;
    this.settings = settings;
    this.board = board;
    this.disk = disk;
  }

  @Override
  public void onSecond(final long nowMs) {
    if (intervalStartMs == 0) {
      intervalStartMs = nowMs;
    } else if (nowMs - intervalStartMs >= settings.intervalSeconds() * 1000L) {
      writeInterval(intervalStartMs, nowMs);
      intervalStartMs = nowMs;
    }
  }

  private void writeInterval(final long fromMs, final long toMs) {
    try {
      if (out == null || bytes.count() > fileBytes()) {
        roll(fromMs);
      }
      board.look(series -> write(series, fromMs, toMs));
      if (out.checkError()) {
        throw new IOException(bytes.reason());
      }
      trouble = "";
    } catch (final IOException broken) {
      trouble = String.valueOf(broken.getMessage());
      close(); // the next interval tries a new file
    }
  }

  private void write(final LatencySeries series, final long fromMs, final long toMs) {
    final Histogram interval = series.sinceLogged();
    if (interval.getTotalCount() > 0) {
      interval.setTag(series.stage() + '.' + series.kind());
      interval.setStartTimeStamp(fromMs);
      interval.setEndTimeStamp(toMs);
      writer.outputIntervalHistogram(interval);
    }
    interval.reset();
  }

  private long fileBytes() {
    return settings.maxMegabytes() * MEGABYTE / FILES;
  }

  private void roll(final long startMs) throws IOException {
    close();
    Files.createDirectories(folder);
    makeRoom();
    final Path file = folder.resolve(NAME.format(Instant.ofEpochMilli(startMs)));
    bytes = new CountedStream(disk.open(file));
    out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    writer = new HistogramLogWriter(out);
    writer.outputComment("[Ringtail: nanoseconds; Interval_Max in milliseconds]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(startMs);
    writer.outputLegend();
  }

  private void makeRoom() throws IOException {
    final List<Path> files = HistogramLogReading.files(folder);
    for (int i = 0; i <= files.size() - FILES; i++) {
      Files.deleteIfExists(files.get(i));
    }
  }

  /** What there is to say about the disk. */
  @Override
  public Finding look() {
    return trouble.isEmpty()
        ? Finding.ok("Histograms are kept in " + folder + ".")
        : Finding.warn(
            "Histograms are not being kept: " + trouble,
            "Make room on the disk of " + folder + "; messages are not affected.");
  }

  @Override
  public void close() {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
