// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.metrics;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What each counter of the node is called outside: MongooseIM's name where it has one. A counter
 * nobody listed here appears under its own name, so that whoever counts something new need not know
 * this class.
 *
 * <p>Owner: anyone, immutable. Allocates: per scrape.
 */
final class CounterCatalog {
  private static final String C2S = "c2s";

  /**
   * @param label name of the label that the pattern's group is the value of; empty for none
   * @param c2s whether the series carries {@code connection_type="c2s"}
   */
  private record Rule(Pattern pattern, String metric, String label, boolean c2s, String help) {
    static Rule of(final String pattern, final String metric, final String help) {
      return new Rule(Pattern.compile(pattern), metric, "", false, help);
    }

    Rule by(final String newLabel) {
      return new Rule(pattern, metric, newLabel, c2s, help);
    }

    Rule forC2s() {
      return new Rule(pattern, metric, label, true, help);
    }
  }

  private static final String LOOP = "loop\\.(\\d+)\\.";
  private static final String STAGE = "stage\\.([a-z_]+)\\.";

  private static final List<Rule> OWN =
      List.of(
          Rule.of("router\\.sessions_opened", "sm_session_logins", "Sessions opened."),
          Rule.of("router\\.sessions_closed", "sm_session_logouts", "Sessions closed."),
          Rule.of(
              "router\\.bounced", "sm_message_bounced_count", "Stanzas returned to their sender."),
          Rule.of("router\\.(messages|presences|iqs)", "ringtail_routed", "Stanzas routed.")
              .by("kind"),
          Rule.of(
                  LOOP + "connections\\.opened",
                  "ringtail_connections_opened",
                  "Connections accepted.")
              .by("loop"),
          Rule.of(
                  LOOP + "connections\\.closed",
                  "ringtail_connections_closed",
                  "Connections ended.")
              .by("loop"),
          Rule.of(LOOP + "bytes\\.in", "tcp_data_in_bytes", "Bytes read from clients.")
              .by("loop")
              .forC2s(),
          Rule.of(LOOP + "bytes\\.out", "tcp_data_out_bytes", "Bytes written to clients.")
              .by("loop")
              .forC2s(),
          Rule.of(LOOP + "stanzas\\.in", "xmpp_element_in_stanza_count", "Stanzas received.")
              .by("loop")
              .forC2s(),
          Rule.of(LOOP + "stanzas\\.out", "xmpp_element_out_stanza_count", "Stanzas sent.")
              .by("loop")
              .forC2s(),
          Rule.of(
                  LOOP + "reads\\.stalled",
                  "ringtail_reads_stalled",
                  "Reads stopped for want of room in the ring.")
              .by("loop"),
          Rule.of(
                  LOOP + "outbound\\.overflows",
                  "ringtail_outbound_overflows",
                  "Clients closed because they did not read.")
              .by("loop"),
          Rule.of(LOOP + "stream\\.errors", "ringtail_stream_errors", "Stream errors sent.")
              .by("loop"),
          Rule.of(LOOP + "auth\\.failures", "c2s_auth_failed_count", "Failed logins.").by("loop"),
          Rule.of(
                  LOOP + "undelivered",
                  "ringtail_undelivered",
                  "Stanzas taken back from ended sessions.")
              .by("loop"),
          Rule.of(
                  LOOP + "dropped\\.dead",
                  "router_stanza_dropped_count",
                  "Copies dropped because their session had ended.")
              .by("loop"),
          Rule.of(
                  LOOP + "faults",
                  "ringtail_loop_faults",
                  "Faults of Ringtail that cost a connection.")
              .by("loop"),
          Rule.of(
                  LOOP + "longest_turn_ns",
                  "ringtail_loop_longest_turn_ns",
                  "Longest turn of an I/O loop since the start.")
              .by("loop"),
          Rule.of(STAGE + "passed", "ringtail_stage_passed", "Slots that passed the stage.")
              .by("stage"),
          Rule.of(STAGE + "faults", "ringtail_stage_faults", "Faults of Ringtail in the stage.")
              .by("stage"),
          Rule.of(
                  STAGE + "longest_cycle_ns",
                  "ringtail_stage_longest_cycle_ns",
                  "Longest duty cycle of the stage since the start.")
              .by("stage"),
          Rule.of(
                  "ring\\.claims\\.refused\\.(\\d+)",
                  "ringtail_ring_claims_refused",
                  "Claims refused because the ring was full.")
              .by("loop"),
          Rule.of(
              "archive\\.appended",
              "mod_mam_pm_archive_message_count",
              "Messages whose facts the journal has taken."),
          Rule.of("ring\\.occupancy", "ringtail_ring_occupancy", "Slots under way in the ring."));

  private static final List<Rule> RULES =
      Stream.of(
              OWN,
              lane("logins", "Logins"),
              lane("handshakes", "TLS handshakes"),
              lane("registrations", "Registrations"),
              accepting())
          .flatMap(List::stream)
          .toList();

  /** Numbers that are set, not counted up, though a counter holds them. */
  private static final Pattern SET =
      Pattern.compile(
          ".*(longest|largest|last_|free_bytes|refusing|failing|index|position|lag_).*");

  private CounterCatalog() {}

  /** What is counted where clients need a turn. */
  private static List<Rule> lane(final String name, final String what) {
    return List.of(
        turns(name, "admitted", what + " taken on."),
        turns(name, "refused", what + " told to come back later."),
        turns(name, "waiting", what + " waiting for their turn."),
        turns(name, "queued", what + " that had to wait for their turn."),
        turns(name, "unqueued", what + " that wait no more, for whatever reason."),
        turns(name, "waited", what + " taken on after a wait."),
        turns(name, "waited_ms", "Time they waited, all together."),
        turns(name, "longest_wait_ms", "Longest wait since the start."));
  }

  /** What is counted before anybody has logged in. */
  private static List<Rule> accepting() {
    return List.of(
        turns("accepts", "pauses", "Pauses of accepting because its budget was spent."),
        turns("accepts", "paused_ms", "Time accepting paused for that, all together."),
        turns("accepts", "full", "Pauses of accepting at the bound of a listener's connections."),
        turns("strangers", "came", "Connections on which nobody had logged in yet."),
        turns("strangers", "left", "Those of them that logged in, ended or were turned away."),
        turns("strangers", "refused", "Those of them turned away because there were too many."),
        turns("strangers", "now", "Connections on which nobody has logged in yet."));
  }

  private static Rule turns(final String lane, final String counter, final String help) {
    return Rule.of(LOOP + lane + "\\." + counter, "ringtail_" + lane + '_' + counter, help)
        .by("loop");
  }

  static void add(
      final SeriesBuilder out, final String counter, final boolean gauge, final long value) {
    for (final Rule rule : RULES) {
      final Matcher match = rule.pattern.matcher(counter);
      if (match.matches()) {
        final String group = rule.label.isEmpty() ? "" : match.group(1);
        add(out, rule.metric, rule.help, gauge, value, labels(rule, group));
        return;
      }
    }
    final String name = "ringtail_" + counter.replaceAll("[^a-zA-Z0-9_]", "_");
    add(out, name, "The node's counter " + counter + ".", gauge, value);
  }

  private static String[] labels(final Rule rule, final String group) {
    if (rule.label.isEmpty()) {
      return new String[0];
    }
    return rule.c2s
        ? new String[] {"connection_type", C2S, rule.label, group}
        : new String[] {rule.label, group};
  }

  /** Prometheus counts in seconds. */
  private static void add(
      final SeriesBuilder out,
      final String metric,
      final String help,
      final boolean gauge,
      final long value,
      final String... labels) {
    final boolean isSet = SET.matcher(metric).matches();
    if (metric.endsWith("_ns")) {
      number(out, seconds(metric, 3), help, gauge || isSet, value / 1e9, labels);
    } else if (metric.endsWith("_ms")) {
      number(out, seconds(metric, 3), help, gauge || isSet, value / 1e3, labels);
    } else {
      number(out, metric, help, gauge || isSet, value, labels);
    }
  }

  private static String seconds(final String metric, final int unitLength) {
    return metric.substring(0, metric.length() - unitLength) + "_seconds";
  }

  private static void number(
      final SeriesBuilder out,
      final String metric,
      final String help,
      final boolean gauge,
      final double value,
      final String... labels) {
    if (gauge) {
      // a gauge may not end like a part of another type
      out.gauge(
          metric.replaceFirst("_(total|count|sum|bucket|created|info)$", ""), help, value, labels);
    } else {
      out.counter(metric.replaceFirst("_total$", ""), help, value, labels);
    }
  }
}
