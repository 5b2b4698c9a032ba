// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.usage;

import io.ringtail.bench.result.Usage.GcPauses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One look at a JVM's own counters through {@code jcmd PID PerfCounter.print}, which only the same
 * user may ask.
 *
 * @param collections since it started
 * @param seconds that they took
 *     <p>Owner: anyone, immutable. Allocates: per look.
 */
public record GcLook(long collections, double seconds) {
  private static final long TIMEOUT_S = 10;
  private static final double DEFAULT_FREQUENCY = 1e9;

  /** Empty where the process is no JVM or does not tell. */
  public static Optional<GcLook> at(final long pid) {
    final Path process = Proc.root().resolve(Long.toString(pid));
    if (!Proc.read(process.resolve("comm")).startsWith("java")) {
      return Optional.empty();
    }
    final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    try {
      final Process asked =
          new ProcessBuilder(jcmd.toString(), Long.toString(pid), "PerfCounter.print")
              .redirectErrorStream(true)
              .start();
      final String text =
          new String(asked.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!asked.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
        asked.destroyForcibly();
        return Optional.empty();
      }
      return parse(text);
    } catch (final IOException e) {
      return Optional.empty(); // no JDK beside this JVM
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<GcLook> parse(final String text) {
    long collections = 0;
    double ticks = 0;
    double frequency = DEFAULT_FREQUENCY;
    boolean known = false;
    for (final String line : text.lines().toList()) {
      final int equals = line.indexOf('=');
      final String value = equals < 0 ? "" : line.substring(equals + 1).trim();
      if (line.startsWith("sun.os.hrt.frequency=")) {
        frequency = Double.parseDouble(value);
      } else if (line.matches("sun\\.gc\\.collector\\.[0-9]+\\.invocations=.*")) {
        collections += Long.parseLong(value);
        known = true;
      } else if (line.matches("sun\\.gc\\.collector\\.[0-9]+\\.time=.*")) {
        ticks += Long.parseLong(value);
      }
    }
    return known ? Optional.of(new GcLook(collections, ticks / frequency)) : Optional.empty();
  }

  /** What happened since; the longest of several pauses is not told by these counters. */
  public GcPauses since(final GcLook before) {
    final long count = collections - before.collections;
    final double total = (seconds - before.seconds) * 1e9;
    return new GcPauses((int) count, total, count == 1 ? total : count == 0 ? 0 : Double.NaN);
  }
}
