// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;

/**
 * A {@code .hlog} file: one histogram per second in the standard log format, for re-plotting with
 * any HdrHistogram tool. Values are nanoseconds; the log's own maximum column is milliseconds.
 *
 * <p>Owner: the thread that made it. Allocates: per interval.
 */
public final class IntervalLog implements AutoCloseable {
  private static final double NS_PER_MS = 1e6;
  private static final double MS_PER_SECOND = 1e3;

  private final PrintStream stream;
  private final HistogramLogWriter writer;

  /**
   * @param comment first line of the file, such as the scenario and the target
   */
  public IntervalLog(final Path file, final Instant started, final String comment) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      this.stream = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
    }
    this.writer = new HistogramLogWriter(stream);
    writer.outputComment("[" + comment.replaceAll("\\R", " ") + "; values in nanoseconds]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(started.toEpochMilli());
    writer.outputLegend();
  }

  /** One interval; times are the wall clock's. */
  public void append(final Histogram interval, final Instant from, final Instant to) {
    writer.outputIntervalHistogram(
        from.toEpochMilli() / MS_PER_SECOND,
        to.toEpochMilli() / MS_PER_SECOND,
        interval,
        NS_PER_MS);
  }

  /** The intervals of a file, in order; each knows its start and end. */
  public static List<Histogram> read(final Path file) {
    final List<Histogram> intervals = new ArrayList<>();
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      while (reader.hasNext()) {
        final EncodableHistogram next = reader.nextIntervalHistogram();
        if (next instanceof Histogram interval) {
          intervals.add(interval);
        }
      }
    } catch (final FileNotFoundException e) {
      throw new ResultException(file + ": there is no such file", e);
    } catch (final RuntimeException e) {
      throw new ResultException(file + ": damaged after " + intervals.size() + " intervals", e);
    }
    return intervals;
  }

  /** Throws if anything could not be written, a full disk for one. */
  @Override
  public void close() {
    final boolean failed = stream.checkError();
    stream.close();
    if (failed) {
      throw new UncheckedIOException(new IOException("the interval log could not be written"));
    }
  }
}
