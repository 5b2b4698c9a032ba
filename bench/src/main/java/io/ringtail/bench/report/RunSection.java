// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.plan.RateCurve;
import io.ringtail.bench.plan.RatePoint;
import io.ringtail.bench.plan.UslFit;
import io.ringtail.bench.result.Round;
import io.ringtail.bench.result.Usage;
import io.ringtail.bench.stats.Comparison;
import io.ringtail.bench.stats.Comparison.Verdict;
import io.ringtail.bench.stats.Figure;
import io.ringtail.bench.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The part of the page that shows one run: tiles, bars, curves, tables.
 *
 * <p>Owner: anyone. Allocates: per report.
 */
final class RunSection {
  private final int index;
  private final String title;
  private final List<Standing> standings;
  private final Bars cpu;
  private final Bars memory;

  RunSection(
      final int index,
      final String title,
      final List<Standing> standings,
      final Bars cpu,
      final Bars memory) {
    this.index = index;
    this.title = title;
    this.standings = standings;
    this.cpu = cpu;
    this.memory = memory;
  }

  String html() {
    final StringBuilder out = new StringBuilder();
    out.append("<section><h2>").append(Html.text(title)).append("</h2>\n");
    out.append(Banner.of(standings));
    out.append("<div class=\"tiles\">\n");
    standings.forEach(standing -> out.append(tile(standing)));
    out.append("</div>\n");
    out.append(card("Summary", "medians of the rounds, with 95 % bootstrap intervals", summary()));
    out.append("<div class=\"pair\">\n");
    out.append(
        card(
            "CPU per delivered stanza",
            "of the server's process tree; the line is the 95 % interval",
            cpu.html(standings)));
    out.append(card("Resident memory", "at the end of the round", memory.html(standings)));
    out.append("</div>\n");
    out.append(
        chart(
            "percentiles",
            "Latency by percentile",
            "scheduled send to receipt, all rounds together; both axes are logarithmic"));
    if (ChartData.hasCurves(standings)) {
      out.append(
          chart(
              "curve",
              "Latency by offered rate",
              "p99 solid, p50 dashed; a ring marks the knee, grey lines the objectives"));
      out.append(
          card(
              "Critical rates",
              "highest measured rate that met p99, and the lowest that did not",
              critical()));
    }
    out.append("<div class=\"pair\">\n");
    out.append(chart("received", "Timeline: received per second", "one line per round"));
    out.append(chart("p99", "Timeline: p99 of each second", "one line per round; logarithmic"));
    out.append("</div>\n");
    out.append(details("Every round", rounds()));
    return out.append("</section>\n").toString();
  }

  private static String tile(final Standing s) {
    final String head =
        "<div class=\"tile"
            + (s.isVoid() ? " is-void" : "")
            + "\" style=\"--c:var(--s"
            + (s.colour() + 1)
            + ")\"><div class=\"tile-name\">"
            + Html.text(s.target().name())
            + " <span class=\"muted\">"
            + Html.text(s.target().software())
            + "</span></div>";
    if (s.rounds().isEmpty()) {
      return head + "<div class=\"tile-void\">" + Html.text(s.absence()) + "</div></div>\n";
    }
    final double multiple = s.floorMultiple(Figure.SERVER_CPU);
    return head
        + "<div class=\"tile-figure\">"
        + Figures.number(s.median(Figure.SERVER_CPU))
        + "<small> µs of CPU per stanza</small></div><div class=\"tile-more\">"
        + (Double.isFinite(multiple)
            ? "<b>" + Figures.number(multiple) + "×</b> the minimal relay · "
            : "")
        + "p99 <b>"
        + Figures.with("ms", s.median(Figure.P99))
        + "</b> at "
        + s.loadText()
        + "</div></div>\n";
  }

  static String card(final String title, final String note, final String body) {
    return "<div class=\"card\"><h3>"
        + title
        + "</h3><p class=\"note\">"
        + note
        + "</p>"
        + body
        + "</div>\n";
  }

  private String chart(final String kind, final String title, final String note) {
    return card(
        title,
        note,
        "<div class=\"chart\" data-run=\"" + index + "\" data-kind=\"" + kind + "\"></div>");
  }

  private static String details(final String title, final String body) {
    return "<details class=\"card\"><summary>" + title + "</summary>" + body + "</details>\n";
  }

  private String summary() {
    final List<List<String>> rows = new ArrayList<>();
    for (final Standing s : standings) {
      final List<String> row = new ArrayList<>();
      row.add(
          Html.named(s.target().name(), s.colour()) + "<small>" + s.markedLoadText() + "</small>");
      if (s.rounds().isEmpty()) {
        row.add("<span class=\"bad\">" + Html.text(s.absence()) + "</span>");
      } else {
        row.add(Figures.intervalCell(s.interval(Figure.SERVER_CPU)));
        row.add(Figures.number(s.floorMultiple(Figure.SERVER_CPU)));
        row.add(Figures.number(s.median(Figure.DATABASE_CPU)));
        row.add(Figures.intervalCell(s.interval(Figure.P50)));
        row.add(Figures.intervalCell(s.interval(Figure.P99)));
        row.add(Figures.intervalCell(s.interval(Figure.P999)));
        row.add(Figures.count(s.median(Figure.RECEIVED)));
        row.add(Figures.number(s.median(Figure.BYTES)));
        row.add(Figures.number(s.median(Figure.WRITES)));
        row.add(against(standings.getFirst(), s));
      }
      if (s.isVoid()) {
        row.replaceAll(cell -> "<span class=\"is-void\">" + cell + "</span>");
      }
      rows.add(row);
    }
    return Html.table(
        List.of(
            "target",
            "server CPU, µs per stanza",
            "× relay",
            "db CPU, µs",
            "p50, ms",
            "p99, ms",
            "p99.9, ms",
            "received/s",
            "bytes per stanza",
            "writes per stanza",
            "CPU vs. " + Html.text(standings.getFirst().target().name())),
        rows);
  }

  /** The paired comparison of interleaved rounds. */
  private static String against(final Standing first, final Standing s) {
    if (s.equals(first) || first.rounds().isEmpty() || first.isVoid() || s.isVoid()) {
      return Figures.UNKNOWN;
    }
    final Comparison comparison =
        Comparison.ofPairs(
            Figure.SERVER_CPU.of(first.rounds()),
            Figure.SERVER_CPU.of(s.rounds()),
            Figure.SERVER_CPU.matters());
    if (!Double.isFinite(comparison.ratio().median())) {
      return Figures.UNKNOWN;
    }
    final Interval ratio = comparison.ratio();
    return "× "
        + Figures.number(ratio.median())
        + "<small>"
        + Figures.number(ratio.low())
        + " … "
        + Figures.number(ratio.high())
        + ", "
        + (comparison.verdict() == Verdict.TOO_FEW
            ? "too few rounds"
            : String.format(Locale.ROOT, "p = %.3f", comparison.pValue()))
        + "</small>";
  }

  private String critical() {
    final List<String> head = new ArrayList<>(List.of("target"));
    RateCurve.OBJECTIVES_MS.forEach(ms -> head.add("p99 ≤ " + ms + " ms"));
    head.add("knee");
    final List<List<String>> rows = new ArrayList<>();
    for (final Standing s : standings) {
      final RateCurve curve = RateCurve.of(s.target().rounds());
      final List<String> row = new ArrayList<>();
      row.add(Html.named(s.target().name(), s.colour()));
      for (final int ms : RateCurve.OBJECTIVES_MS) {
        row.add(curve.critical(ms).map(RunSection::criticalText).orElse("none met it"));
      }
      row.add(curve.knee().map(RatePoint::ratePerSecond).map(Figures::count).orElse("none seen"));
      rows.add(row);
    }
    return Html.table(head, rows) + usl();
  }

  /** The scalability law of every curve, or why it has none. */
  private String usl() {
    final StringBuilder out = new StringBuilder();
    for (final Standing s : standings) {
      final UslFit.Outcome outcome = UslFit.of(RateCurve.of(s.target().rounds()));
      out.append("<p class=\"note\">Scalability law of ")
          .append(Html.text(s.target().name()))
          .append(", units are messages under way: ")
          .append(outcome.fit().map(UslFit::summary).orElse("none, " + outcome.refusal()))
          .append("</p>");
    }
    return out.toString();
  }

  private static String criticalText(final RateCurve.Critical critical) {
    final String rate = "<b>" + Figures.count(critical.ratePerSecond()) + "</b>/s";
    if (critical.isBracketed()) {
      return rate + " <span class=\"muted\">not " + Figures.count(critical.failedAt()) + "</span>";
    }
    return "≥ "
        + rate
        + (critical.generatorBound() ? " <span class=\"muted\">generator ended</span>" : "");
  }

  private String rounds() {
    final List<List<String>> rows = new ArrayList<>();
    for (final Standing s : standings) {
      for (final Round round : s.target().rounds()) {
        rows.add(round(s, round));
      }
    }
    return Html.table(
        List.of(
            "target",
            "round",
            "load",
            "offered/s",
            "sent/s",
            "received/s",
            "lost, doubled, reordered, misrouted, errors",
            "server CPU, µs",
            "generator cores",
            "p99, ms",
            "validity"),
        rows);
  }

  private static List<String> round(final Standing s, final Round round) {
    final Round.Checks c = round.checks();
    final Usage.ProcessCost generator = round.usage().processes().get(Usage.GENERATOR);
    return List.of(
        Html.named(s.target().name(), s.colour()),
        Integer.toString(round.index()),
        round.load().name().toLowerCase(Locale.ROOT).replace('_', ' '),
        Figures.count(round.rates().offeredPerSecond()),
        Figures.count(round.rates().sentPerSecond()),
        Figures.count(round.rates().receivedPerSecond()),
        c.isClean()
            ? "<span class=\"good\">none of " + Figures.count(c.sent()) + "</span>"
            : "<span class=\"bad\">"
                + String.join(
                    ", ",
                    List.of(
                        Long.toString(c.lost()),
                        Long.toString(c.doubled()),
                        Long.toString(c.reordered()),
                        Long.toString(c.misrouted()),
                        Long.toString(c.errors())))
                + "</span>",
        Figures.number(Figure.SERVER_CPU.of(round)),
        generator == null ? Figures.UNKNOWN : Figures.number(generator.coresUsed()),
        Figures.number(Figure.P99.of(round)),
        round.validity().isValid()
            ? "<span class=\"good\">valid</span>"
            : "<span class=\"bad\">VOID: "
                + Html.text(String.join("; ", round.validity().voidReasons()))
                + "</span>");
  }
}
