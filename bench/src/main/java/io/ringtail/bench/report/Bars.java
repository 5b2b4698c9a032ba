// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.stats.Figure;
import io.ringtail.bench.stats.Interval;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars, one per target: the server's share solid, the database's pale behind it, and the
 * interval of the server's median as a line. All bars of a report share one scale.
 *
 * <p>Owner: anyone. Allocates: per report.
 */
final class Bars {
  private final Figure server;
  private final Figure database;
  private final String unit;
  private final double full;

  /**
   * @param everybody the standings of the whole report, for the scale
   */
  Bars(
      final Figure server,
      final Figure database,
      final String unit,
      final List<Standing> everybody) {
    this.server = server;
    this.database = database;
    this.unit = unit;
    this.full =
        everybody.stream()
            .mapToDouble(s -> Math.max(s.interval(server).high(), sum(s)))
            .filter(Double::isFinite)
            .max()
            .orElse(1);
  }

  private double sum(final Standing standing) {
    return known(standing.median(server)) + known(standing.median(database));
  }

  private static double known(final double value) {
    return Double.isFinite(value) ? value : 0;
  }

  String html(final List<Standing> standings) {
    final StringBuilder out = new StringBuilder("<div class=\"bars\">\n");
    standings.forEach(standing -> out.append(row(standing)));
    return out.append("</div>\n").toString();
  }

  private String row(final Standing standing) {
    final String name = Html.text(standing.target().name());
    if (!Double.isFinite(standing.median(server))) {
      return "<div class=\"bar-row\"><span class=\"bar-name\">"
          + name
          + "</span><span class=\"bar-none\">"
          + (standing.rounds().isEmpty() ? Html.text(standing.absence()) : "not accounted")
          + "</span></div>\n";
    }
    final Interval interval = standing.interval(server);
    final double db = known(standing.median(database));
    return String.format(
        Locale.ROOT,
        """
        <div class="bar-row%s" style="--c:var(--s%d)"><span class="bar-name">%s</span>\
        <span class="bar-track"><span class="bar" style="width:%.2f%%"></span>\
        <span class="bar soft" style="width:%.2f%%"></span>%s</span>\
        <span class="bar-value"><b>%s</b> %s%s%s</span></div>
        """,
        standing.isVoid() ? " is-void" : "",
        standing.colour() + 1,
        standing.isVoid() ? name + " <span class=\"bad\">VOID</span>" : name,
        share(interval.median()),
        share(db),
        whisker(interval),
        Figures.number(interval.median()),
        unit,
        multiple(standing, server),
        db > 0
            ? "<small>+ "
                + Figures.with(unit, db)
                + " database"
                + multiple(standing, database)
                + "</small>"
            : "");
  }

  private String whisker(final Interval interval) {
    return interval.high() > interval.low()
        ? String.format(
            Locale.ROOT,
            "<span class=\"whisker\" style=\"left:%.2f%%;width:%.2f%%\"></span>",
            share(interval.low()),
            share(interval.high() - interval.low()))
        : "";
  }

  /** CPU also as a multiple of the minimal relay's. */
  private static String multiple(final Standing standing, final Figure figure) {
    final boolean cpu = figure == Figure.SERVER_CPU || figure == Figure.DATABASE_CPU;
    final double multiple = standing.floorMultiple(figure);
    return cpu && Double.isFinite(multiple) ? " · " + Figures.number(multiple) + "× relay" : "";
  }

  private double share(final double value) {
    return value / full * 100;
  }
}
