// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the kernel has accounted to a process: CPU by thread, resident memory.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class ProcessUsage {
  private static final double TICKS_PER_SECOND = 100.0; // USER_HZ, fixed on Linux
  private static final int UTIME = 11; // fields behind the command name
  private static final int STIME = 12;

  private final Path root;

  public ProcessUsage(final long pid) {
    this.root = Path.of("/proc", Long.toString(pid));
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("there is no process " + pid);
    }
  }

  /** User and system CPU seconds of all threads but the JIT compiler's. */
  public double cpuSeconds() {
    try (Stream<Path> threads = Files.list(root.resolve("task"))) {
      return threads.mapToDouble(ProcessUsage::threadCpuSeconds).sum();
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double threadCpuSeconds(final Path thread) {
    final String stat = read(thread.resolve("stat"));
    final int nameEnd = stat.lastIndexOf(')');
    if (nameEnd < 0 || stat.contains("(C1 Comp") || stat.contains("(C2 Comp")) {
      return 0;
    }
    final String precise = read(thread.resolve("schedstat")); // nanoseconds, where the kernel tells
    if (precise.indexOf(' ') > 0) {
      return Long.parseLong(precise.substring(0, precise.indexOf(' '))) / 1e9;
    }
    final List<String> fields = List.of(stat.substring(nameEnd + 2).split(" "));
    return (Long.parseLong(fields.get(UTIME)) + Long.parseLong(fields.get(STIME)))
        / TICKS_PER_SECOND;
  }

  /** Resident set in KiB. */
  public long residentKib() {
    return read(root.resolve("status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private static String read(final Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (final NoSuchFileException e) {
      return ""; // the thread has ended meanwhile
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
