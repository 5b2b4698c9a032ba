// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Facts of the machine that decide whether two results may be compared. No host name: results are
 * published.
 *
 * <p>Owner: anyone. Allocates: once per run.
 *
 * @param cores those this process may use
 */
public record Machine(String cpu, int cores, long memoryBytes, String kernel, String java) {
  private static final long KIB = 1024;

  /** The machine the lab itself runs on. */
  public static Machine here() {
    return new Machine(
        field(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch")),
        Runtime.getRuntime().availableProcessors(),
        kibibytes(field(Path.of("/proc/meminfo"), "MemTotal", "0")) * KIB,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  private static long kibibytes(final String amount) {
    return Long.parseLong(amount.replaceAll("[^0-9]", ""));
  }

  private static String field(final Path file, final String name, final String otherwise) {
    if (!Files.isReadable(file)) {
      return otherwise;
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
