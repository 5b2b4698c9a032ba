// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One picture of {@code ringtail top}, out of what the node shows on its dashboard.
 *
 * <p>Owner: the main thread. Allocates: per picture.
 */
final class Screen {
  private static final List<String> STAGES =
      List.of("read", "parse", "queue", "route", "archive", "inbox", "deliver", "write", "flush");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("UTC"));
  private static final int P50 = 3;
  private static final int P99 = 13;
  private static final int P999 = 16;
  private static final int MAX = 19;
  private static final int BAR = 24;
  private static final int DOMAINS = 8;
  private static final double MEGABYTE = 1e6;

  private final StringBuilder out = new StringBuilder();
  private final boolean colours;

  private Screen(final boolean colours) {
    this.colours = colours;
  }

  static String of(final JsonNode live, final boolean colours) {
    final Screen screen = new Screen(colours);
    final JsonNode moments = live.path("moments");
    screen.head(live);
    screen.now(moments.isEmpty() ? live : moments.get(moments.size() - 1), live.path("about"));
    screen.stages(live.path("curves"));
    screen.domains(live.path("top"));
    return screen.out.toString();
  }

  private void head(final JsonNode live) {
    final String worst = live.path("worst").asText();
    line(
        "Ringtail %s, up %s, %s",
        live.path("about").path("version").asText(),
        duration(live.path("about").path("upSeconds").asDouble()),
        live.path("ready").asBoolean() ? "ready" : "NOT READY");
    if (worst.equals("ok")) {
      line("%s", paint("32", "All is well."));
    }
    for (final JsonNode fact : live.path("health")) {
      final String level = fact.path("level").asText();
      if (!level.equals("ok")) {
        final boolean bad = level.equals("bad");
        line(
            "%s %s: %s (since %s UTC)",
            paint(bad ? "31;1" : "33", bad ? "BAD " : "soon"),
            fact.path("name").asText(),
            fact.path("text").asText(),
            CLOCK.format(Instant.ofEpochMilli(fact.path("since").asLong())));
        line("     %s", fact.path("advice").asText());
      }
    }
    line("");
  }

  private void now(final JsonNode now, final JsonNode about) {
    line(
        "stanzas   in %s/s   out %s/s   bounced %s/s",
        number(now, "in"), number(now, "out"), number(now, "bounced"));
    line(
        "sessions  %s   connections %s   logins %s/s   failed %s/s",
        number(now, "sessions"),
        number(now, "connections"),
        number(now, "logins"),
        number(now, "failed"));
    line(
        "cpu       %.2f of %d cores   %s us per stanza   ring %.0f %% full   %s stalls/s",
        now.path("cpu").asDouble(),
        about.path("cores").asInt(),
        now.has("us") ? number(now, "us") : "-",
        now.path("ring").asDouble(),
        number(now, "stalls"));
    line(
        "memory    %.0f MB resident   heap %.0f of %.0f MB   direct %.0f MB   gc %s ms/s",
        now.path("rss").asDouble() / MEGABYTE,
        now.path("heap").asDouble() / MEGABYTE,
        about.path("heapMax").asDouble() / MEGABYTE,
        now.path("direct").asDouble() / MEGABYTE,
        number(now, "gc"));
    now.path("lag")
        .properties()
        .forEach(lag -> line("lag       %s %s", lag.getKey(), lag.getValue().asText()));
    line("");
  }

  private void stages(final JsonNode curves) {
    line("%-10s %9s %9s %9s %9s   (last minute, sampled)", "stage", "p50", "p99", "p99.9", "max");
    final List<String> stages = new ArrayList<>(STAGES);
    curves
        .fieldNames()
        .forEachRemaining(
            name -> {
              final String stage = name.replaceFirst("\\.all$", "");
              if (name.endsWith(".all") && !stage.equals("total") && !stages.contains(stage)) {
                stages.add(stage);
              }
            });
    stages.add("total");
    final double whole =
        stages.stream().mapToDouble(stage -> at(curves, stage, P50)).sum()
            - at(curves, "total", P50);
    for (final String stage : stages) {
      if (curves.has(stage + ".all")) {
        final boolean total = stage.equals("total");
        final int length =
            total || whole == 0 ? 0 : (int) Math.round(BAR * at(curves, stage, P50) / whole);
        line(
            "%-10s %9s %9s %9s %9s   %s",
            stage,
            micros(at(curves, stage, P50)),
            micros(at(curves, stage, P99)),
            micros(at(curves, stage, P999)),
            micros(at(curves, stage, MAX)),
            paint("36", "#".repeat(length)));
      }
    }
    line("");
  }

  private static double at(final JsonNode curves, final String stage, final int percentile) {
    return curves.path(stage + ".all").path("v").path(percentile).asDouble();
  }

  private void domains(final JsonNode top) {
    line("%-40s %10s %12s %12s %12s", "domain", "sessions", "messages", "presences", "iqs");
    for (int i = 0; i < Math.min(DOMAINS, top.size()); i++) {
      final JsonNode domain = top.get(i);
      line(
          "%-40s %10d %12d %12d %12d",
          domain.path("domain").asText(),
          domain.path("sessions").asLong(),
          domain.path("messages").asLong(),
          domain.path("presences").asLong(),
          domain.path("iqs").asLong());
    }
  }

  private void line(final String format, final Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(colours ? "\033[K\n" : "\n");
  }

  private String paint(final String code, final String text) {
    return colours ? "\033[" + code + 'm' + text + "\033[0m" : text;
  }

  private static String number(final JsonNode now, final String name) {
    final double value = now.path(name).asDouble();
    return String.format(
        Locale.ROOT, value == Math.rint(value) || value >= 100 ? "%,.0f" : "%.1f", value);
  }

  static String micros(final double us) {
    if (us < 995) {
      return String.format(Locale.ROOT, us < 9.95 ? "%.1f us" : "%.0f us", us);
    }
    return us < 995_000
        ? String.format(Locale.ROOT, us < 9_950 ? "%.1f ms" : "%.0f ms", us / 1e3)
        : String.format(Locale.ROOT, "%.1f s", us / 1e6);
  }

  static String duration(final double seconds) {
    if (seconds < 90) {
      return Math.round(seconds) + " s";
    }
    if (seconds < 5_400) {
      return Math.round(seconds / 60) + " min";
    }
    return seconds < 172_800
        ? Math.round(seconds / 3_600) + " h"
        : Math.round(seconds / 86_400) + " days";
  }
}
