// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Tables;
import io.ringtail.config.schema.Values;
import io.ringtail.perf.settings.PerfSettings;
import java.net.InetAddress;

/**
 * Declares and reads {@code [perf]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class PerfSection {
  static final Key<Boolean> ENABLED =
      Key.of(
          "enabled",
          Kinds.flag(),
          true,
          "Whether the dashboard, `/metrics` and `/health/…` are served.");
  static final Key<Long> PORT =
      Key.of(
          "port",
          Kinds.whole(0, 65_535),
          9_091L,
          "Their TCP port; 0 takes any free one. Where the key is absent and 9091 is taken, the"
              + " node takes a free one and says so.");
  static final Key<String> IP_ADDRESS =
      Key.of(
          "ip_address",
          Kinds.text(),
          "127.0.0.1",
          "Address to serve them on. Change if Prometheus or your browser is on another machine;"
              + " then `password` must be set.");
  static final Key<String> USERNAME =
      Key.of("username", Kinds.text(), "operator", "Who is asked for (HTTP basic).");
  static final Key<String> PASSWORD =
      Key.of(
          "password",
          Kinds.secret(),
          "",
          "Their password; better `\"${file:/run/secrets/perf}\"` than the password itself. Not"
              + " asked for on `/health/…`. Without TLS it is as safe as the network it crosses.");
  static final Key<Boolean> RECORDING =
      Key.of(
          "recording",
          Kinds.flag(),
          true,
          "Whether stages are timed. Change for measurements of what that costs.");
  static final Key<Long> SAMPLE_EVERY =
      Key.of(
          "sample_every",
          Kinds.whole(1, 10_000),
          16L,
          "One stanza in so many is timed. Change to 1 if traffic is low and every stanza counts.");
  static final Key<Boolean> LOG =
      Key.of(
          "log",
          Kinds.flag(),
          true,
          "Whether histograms are kept in `.hlog` files, in `perf` of the data folder.");
  static final Key<Long> LOG_INTERVAL =
      Key.of(
              "log_interval",
              Kinds.whole(1, 3_600),
              10L,
              "Length of one interval in them. Change if they are to reach back further.")
          .in("s");
  static final Key<Long> LOG_SIZE =
      Key.of(
              "log_size",
              Kinds.whole(1, 1_048_576),
              256L,
              "All of them together; the oldest go first.")
          .in("MiB");
  static final Key<Long> OVERLOAD =
      Key.of(
              "overload",
              Kinds.whole(1, 100),
              75L,
              "How full the ring must stay for three seconds for the node to say that it is not"
                  + " ready. Change if a balancer should turn away earlier.")
          .in("%");
  static final Key<Long> TOP_DOMAINS =
      Key.of(
          "top_domains",
          Kinds.whole(0, 1_000),
          20L,
          "Domains with series of their own in `/metrics`, by traffic; all others are one series.");

  private static final Key<String> HOST =
      Key.of("host", Kinds.text(), "localhost", "Name or address of the server.");
  private static final Key<String> PREFIX =
      Key.of("prefix", Kinds.text(), "ringtail", "Put before each name, with a dot.");
  private static final Key<Long> INTERVAL =
      Key.of("interval", Kinds.whole(1, 3_600), 60L, "How often numbers are sent.").in("s");

  private static final Key<Long> GRAPHITE_PORT =
      Key.of("port", Kinds.whole(1, 65_535), 2_003L, "Its TCP port.");
  static final Key<Values> GRAPHITE =
      Key.of(
          "graphite",
          Tables.table(
              Section.of(
                  "[perf.graphite]",
                  "Sends every number to a Graphite server; off without this section.",
                  HOST,
                  GRAPHITE_PORT,
                  PREFIX,
                  INTERVAL)),
          null,
          "Push to Graphite.");

  private static final Key<Long> STATSD_PORT =
      Key.of("port", Kinds.whole(1, 65_535), 8_125L, "Its UDP port.");
  static final Key<Values> STATSD =
      Key.of(
          "statsd",
          Tables.table(
              Section.of(
                  "[perf.statsd]",
                  "Sends every number to a statsd server, as gauges; off without this section.",
                  HOST,
                  STATSD_PORT,
                  PREFIX,
                  INTERVAL)),
          null,
          "Push to statsd.");

  static final Section SECTION =
      Section.of(
          "[perf]",
          "What operators look at: dashboard, metrics, health, histograms.",
          ENABLED,
          PORT,
          IP_ADDRESS,
          USERNAME,
          PASSWORD,
          RECORDING,
          SAMPLE_EVERY,
          LOG,
          LOG_INTERVAL,
          LOG_SIZE,
          OVERLOAD,
          TOP_DOMAINS,
          GRAPHITE,
          STATSD);

  private PerfSection() {}

  static PerfSettings settings(final Values perf, final Reading reading) {
    return new PerfSettings(
        http(perf, reading),
        perf.get(RECORDING),
        perf.intOf(SAMPLE_EVERY),
        new PerfSettings.Log(perf.get(LOG), perf.intOf(LOG_INTERVAL), perf.intOf(LOG_SIZE)),
        new PerfSettings.Bounds(perf.intOf(OVERLOAD), perf.intOf(TOP_DOMAINS)),
        reporter(perf, GRAPHITE, GRAPHITE_PORT),
        reporter(perf, STATSD, STATSD_PORT));
  }

  private static PerfSettings.Http http(final Values perf, final Reading reading) {
    final String address = perf.get(IP_ADDRESS);
    if (!IpAddress.isLiteral(address)) {
      reading.error(perf, IP_ADDRESS, "is \"" + address + "\", not an IP address");
    } else if (!InetAddress.ofLiteral(address).isLoopbackAddress()
        && perf.get(PASSWORD).isEmpty()
        && perf.get(ENABLED)) {
      reading.error(
          perf, IP_ADDRESS, "is \"" + address + "\", which others reach: set perf.password");
    }
    return new PerfSettings.Http(
        perf.get(ENABLED),
        address,
        perf.intOf(PORT),
        !perf.has(PORT),
        perf.get(USERNAME),
        perf.get(PASSWORD));
  }

  private static PerfSettings.Reporter reporter(
      final Values perf, final Key<Values> section, final Key<Long> port) {
    if (!perf.has(section)) {
      return null;
    }
    final Values values = perf.get(section);
    return new PerfSettings.Reporter(
        values.get(HOST), values.intOf(port), values.get(PREFIX), values.intOf(INTERVAL));
  }
}
