// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A line on the terminal that shows how far a long command is; silent elsewhere.
 *
 * <p>Owner: the command's thread. Allocates: ten times a second.
 */
final class ProgressBar {
  private static final int WIDTH = 30;
  private static final long PAUSE_NANOS = 100_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private final long startNanos = System.nanoTime();
  private long shownNanos = startNanos - PAUSE_NANOS;

  ProgressBar(final PrintStream out, final boolean terminal, final long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = Math.max(1, total);
  }

  void update(final long done) {
    final long now = System.nanoTime();
    if (terminal && now - shownNanos >= PAUSE_NANOS) {
      shownNanos = now;
      out.print("\r" + text(done, now - startNanos));
      out.flush();
    }
  }

  void end() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  String text(final long done, final long elapsedNanos) {
    final long shown = Math.min(done, total);
    final int filled = (int) (shown * WIDTH / total);
    final double perSecond = elapsedNanos <= 0 ? 0 : shown * 1e9 / elapsedNanos;
    return String.format(
        Locale.ROOT,
        "[%s%s] %,d of %,d  %d %%  %,.0f/s",
        "#".repeat(filled),
        " ".repeat(WIDTH - filled),
        shown,
        total,
        shown * 100 / total,
        perSecond);
  }
}
