// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells how far the run is: one line that is overwritten on a terminal, a line now and then
 * elsewhere.
 *
 * <p>Owner: main thread. Allocates: per line.
 */
public final class Progress {
  private static final int WIDTH = 24;
  private static final long PLAIN_EVERY_NS = 5_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private String step = "";
  private String plainStep = "";
  private long plainAtNs;

  public Progress(final PrintStream out, final boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** What is being done from now on, such as {@code ringtail, window 2 of 3}. */
  public void step(final String what) {
    step = what;
    show(0, "");
  }

  /** How much of it is done, from 0 to 1, and what is seen. */
  public void show(final double done, final String seen) {
    final String line = step + (seen.isEmpty() ? "" : "  " + seen);
    if (terminal) {
      final int full = (int) Math.round(Math.clamp(done, 0, 1) * WIDTH);
      out.print("\r\033[K[" + "█".repeat(full) + "·".repeat(WIDTH - full) + "] " + line);
      out.flush();
      return;
    }
    final long now = System.nanoTime();
    if (!step.equals(plainStep) || now - plainAtNs > PLAIN_EVERY_NS) {
      plainStep = step;
      plainAtNs = now;
      out.println(line);
    }
  }

  /** A line that stays. */
  public void say(final String line) {
    clear();
    out.println(line);
  }

  public void clear() {
    if (terminal) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  static String rates(
      final double sent, final double received, final long p50Ns, final long p99Ns) {
    return String.format(
        Locale.ROOT,
        "%,.0f/s sent, %,.0f/s received, p50 %s, p99 %s",
        sent,
        received,
        time(p50Ns),
        time(p99Ns));
  }

  /** In the unit that suits it. */
  public static String time(final double ns) {
    if (Double.isNaN(ns)) {
      return "-";
    }
    if (ns < 1e6) {
      return String.format(Locale.ROOT, "%.0f us", ns / 1e3);
    }
    return ns < 1e9
        ? String.format(Locale.ROOT, "%.2f ms", ns / 1e6)
        : String.format(Locale.ROOT, "%.2f s", ns / 1e9);
  }
}
