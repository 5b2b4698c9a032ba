// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.hlog;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Reads intervals back from {@code .hlog} files; a damaged line is counted and left out.
 *
 * <p>Owner: the thread that asks. Allocates: per line.
 */
final class HistogramLogReading {
  private static final int MAX_LINE = 1 << 20;
  private static final double MS = 1e3;
  private static final int FIELDS = 5; // tag, start, length, max, histogram

  private long damaged;

  /** The logs of a folder, oldest first. */
  static List<Path> files(final Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".hlog")).sorted().toList();
    }
  }

  /** Lines that could not be read. */
  long damaged() {
    return damaged;
  }

  /** Hands over every interval that overlaps the range, with tag and time stamps set. */
  void read(final Path folder, final long fromMs, final long toMs, final Consumer<Histogram> taker)
      throws IOException {
    for (final Path file : files(folder)) {
      if (Files.getLastModifiedTime(file).toMillis() < fromMs) {
        continue;
      }
      try (BufferedReader lines =
          new BufferedReader(
              new java.io.InputStreamReader(
                  Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          final Histogram interval = interval(line, fromMs, toMs);
          if (interval != null) {
            taker.accept(interval);
          }
        }
      }
    }
  }

  /** Null for what is no interval, damaged, or out of the range. */
  private Histogram interval(final String line, final long fromMs, final long toMs) {
    if (!line.startsWith("Tag=") || line.length() > MAX_LINE) {
      damaged += line.isEmpty() || line.startsWith("#") || line.startsWith("\"") ? 0 : 1;
      return null;
    }
    try {
      final String[] fields = line.split(",", FIELDS);
      final long startMs = Math.round(Double.parseDouble(fields[1]) * MS);
      final long endMs = startMs + Math.round(Double.parseDouble(fields[2]) * MS);
      if (endMs < fromMs || startMs > toMs) {
        return null;
      }
      final byte[] packed = Base64.getDecoder().decode(fields[FIELDS - 1]);
      final Histogram interval =
          Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(packed), 0);
      interval.setTag(fields[0].substring("Tag=".length()));
      interval.setStartTimeStamp(startMs);
      interval.setEndTimeStamp(endMs);
      return interval;
    } catch (final DataFormatException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | BufferUnderflowException broken) {
      damaged++;
      return null;
    }
  }
}
