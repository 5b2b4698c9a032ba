// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import io.ringtail.config.node.NodeReport;
import io.ringtail.config.reading.ConfigLoader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a node says when it has started: where it listens, what it chose and why, what to look at.
 *
 * <p>Owner: the main thread. Allocates: at start.
 */
final class Banner {
  private Banner() {}

  static void print(
      final PrintStream out,
      final ConfigLoader.Loaded loaded,
      final NodeReport report,
      final Path data) {
    out.println("Ringtail " + Version.text());
    line(out, "domains", String.join(", ", loaded.settings().domains()));
    report.listeners().forEach(listener -> line(out, "listening", listener));
    line(out, "threading", report.threading());
    line(out, "data", data.toString());
    line(out, "database", report.database());
    if (!report.fingerprint().isEmpty()) {
      line(out, "certificate", "self-signed, SHA-256 " + report.fingerprint());
    }
    Stream.concat(
            loaded.problems().warnings().stream().map(Object::toString), report.warnings().stream())
        .forEach(warning -> line(out, "warning", warning));
    out.println("Ready" + sinceStart() + "; Ctrl-C or ringtail stop ends it");
    out.flush();
  }

  private static void line(final PrintStream out, final String name, final String value) {
    out.println("  " + name + " ".repeat(13 - name.length()) + value);
  }

  /** How long this JVM has been there; the launcher may have built for a while before. */
  private static String sinceStart() {
    final long startedMs = ManagementFactory.getRuntimeMXBean().getStartTime();
    final double seconds = (System.currentTimeMillis() - startedMs) / 1000.0;
    return String.format(Locale.ROOT, " in %.1f s", seconds);
  }
}
