// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.report;

import io.ringtail.bench.result.LabRun;
import io.ringtail.bench.result.Machine;
import io.ringtail.bench.result.TargetResult;
import io.ringtail.bench.stats.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The whole report: one HTML file with its styles, its script and its data, that loads nothing.
 *
 * <p>Owner: anyone. Allocates: per report.
 */
public final class ReportPage {
  private final List<Entry> entries;
  private final List<List<Standing>> standings;

  /**
   * @param entries at least one; several of the same scenario differ in something, such as the
   *     archive
   */
  public ReportPage(final List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.standings = standings(entries);
  }

  static List<List<Standing>> standings(final List<Entry> entries) {
    final List<LabRun> runs = entries.stream().map(Entry::run).toList();
    final List<String> names =
        List.copyOf(
            runs.stream()
                .flatMap(run -> run.targets().stream())
                .map(TargetResult::name)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    return runs.stream()
        .map(
            run ->
                run.targets().stream()
                    .map(t -> Standing.of(run, t, names.indexOf(t.name()) % Palette.SIZE))
                    .toList())
        .toList();
  }

  public String html() {
    final List<Standing> everybody = standings.stream().flatMap(List::stream).toList();
    final Bars cpu = new Bars(Figure.SERVER_CPU, Figure.DATABASE_CPU, "µs", everybody);
    final Bars memory = new Bars(Figure.SERVER_RESIDENT, Figure.DATABASE_RESIDENT, "MB", everybody);
    final StringBuilder body = new StringBuilder(header());
    for (int i = 0; i < entries.size(); i++) {
      body.append(
          new RunSection(i, entries.get(i).title(entries), standings.get(i), cpu, memory).html());
    }
    body.append(floor()).append(resource("method.html"));
    return resource("page.html")
        .replace("@@TITLE@@", Html.text("Ringtail lab: " + scenarios()))
        .replace("@@UPLOT_CSS@@", resource("uplot/uPlot.min.css"))
        .replace("@@CSS@@", Palette.css() + resource("report.css"))
        .replace("@@BODY@@", body)
        .replace("@@DATA@@", ChartData.of(standings))
        .replace("@@LICENSE@@", resource("uplot/LICENSE").strip())
        .replace("@@UPLOT@@", resource("uplot/uPlot.iife.min.js"))
        .replace("@@SCRIPT@@", resource("report.js"));
  }

  private String scenarios() {
    return entries.stream()
        .map(entry -> entry.run().scenario())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private String header() {
    final LabRun first = entries.getFirst().run();
    final Machine machine = first.machine();
    final StringBuilder out = new StringBuilder();
    out.append("<header><p class=\"kicker\">Ringtail capacity lab</p><h1>")
        .append(Html.text(scenarios()))
        .append("</h1><p class=\"facts\">")
        .append(
            Html.text(first.started().toString().replace('T', ' ').replaceAll("\\..*|Z", " UTC")))
        .append(" · ")
        .append(Html.text(machine.cpu()))
        .append(" · ")
        .append(machine.cores())
        .append(machine.cores() == 1 ? " core" : " cores")
        .append(" for the lab · ")
        .append(Figures.number(machine.memoryBytes() / (double) (1L << 30)))
        .append(" GiB · ")
        .append(Html.text(machine.kernel()))
        .append(" · lab on ")
        .append(Html.text(machine.java()))
        .append("</p>");
    return out.append(settings(first)).append("</header>\n").toString();
  }

  /** The load as chips; what else there is to set, folded. */
  private String settings(final LabRun run) {
    final StringBuilder chips = new StringBuilder("<dl class=\"settings\">");
    final StringBuilder folded =
        new StringBuilder(
            "<details class=\"all\"><summary>All settings</summary><dl class=\"settings\">");
    for (final String key : run.settings().keySet()) {
      final String chip =
          "<div><dt>" + Html.text(key) + "</dt><dd>" + Html.text(values(key)) + "</dd></div>";
      (isAboutLoad(key) ? chips : folded).append(chip);
    }
    return chips + "</dl>" + folded + "</dl></details>";
  }

  private static boolean isAboutLoad(final String key) {
    return !key.contains(".")
        || key.startsWith("load.")
        || List.of("population.users", "phases.measure_s", "phases.repeats").contains(key);
  }

  private String values(final String key) {
    return entries.stream()
        .map(entry -> entry.run().settings().getOrDefault(key, Figures.UNKNOWN))
        .distinct()
        .collect(Collectors.joining(" / "));
  }

  private String floor() {
    final LabRun first = entries.getFirst().run();
    if (first.floor().costsNs().isEmpty()) {
      return "";
    }
    final List<List<String>> rows = new ArrayList<>();
    first
        .floor()
        .costsNs()
        .forEach((name, cost) -> rows.add(List.of(Html.text(name), Figures.nanoseconds(cost))));
    return "<section><h2>Floor card</h2>\n"
        + RunSection.card(
            "What this machine's primitives cost",
            "measured before the run; results are shown as multiples of the minimal relay, so that"
                + " different machines compare",
            Html.table(List.of("operation", "cost"), rows))
        + "</section>\n";
  }

  private static String resource(final String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
