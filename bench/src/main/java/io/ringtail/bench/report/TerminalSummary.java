// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.stats.Figure;
import java.util.List;
import java.util.Locale;

/**
 * A result in a dozen lines of plain text.
 *
 * <p>Owner: anyone. Allocates: per call.
 */
public final class TerminalSummary {
  private static final String ROW = "  %-16s %-20s %24s %9s %9s %9s %9s %12s %10s%n";

  private TerminalSummary() {}

  /** Runs of one report, each with its table and its complaints. */
  public static String of(final List<Entry> entries) {
    final List<List<Standing>> standings = ReportPage.standings(entries);
    final StringBuilder out = new StringBuilder();
    for (int i = 0; i < entries.size(); i++) {
      out.append(entries.get(i).title(entries)).append(System.lineSeparator());
      out.append(table(standings.get(i)));
      Banner.complaints(standings.get(i))
          .forEach(text -> out.append("  ! ").append(text).append(System.lineSeparator()));
      out.append(System.lineSeparator());
    }
    return out.toString();
  }

  private static String table(final List<Standing> standings) {
    final StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            ROW,
            "",
            "load",
            "server CPU µs/stanza",
            "× relay",
            "db CPU µs",
            "p50 ms",
            "p99 ms",
            "received/s",
            "RSS MB"));
    for (final Standing s : standings) {
      if (s.rounds().isEmpty()) {
        out.append(String.format(Locale.ROOT, "  %-16s %s%n", s.target().name(), s.absence()));
      } else {
        out.append(row(s));
      }
    }
    return out.toString();
  }

  private static String row(final Standing s) {
    return String.format(
        Locale.ROOT,
        ROW,
        s.target().name(),
        s.markedLoadText(),
        Figures.interval(s.interval(Figure.SERVER_CPU)),
        Figures.number(s.floorMultiple(Figure.SERVER_CPU)),
        Figures.number(s.median(Figure.DATABASE_CPU)),
        Figures.number(s.median(Figure.P50)),
        Figures.number(s.median(Figure.P99)),
        Figures.count(s.median(Figure.RECEIVED)),
        Figures.number(s.median(Figure.SERVER_RESIDENT)));
  }
}
