// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf;

import java.util.List;

/** What a node with one loop calls its stages and counters. */
public final class RealNames {
  public static final List<String> STAGES = List.of("route", "archive", "deliver");

  static final List<String> COUNTERS =
      List.of(
          "router.messages",
          "router.presences",
          "router.iqs",
          "router.delivered",
          "router.bounced",
          "router.undelivered",
          "router.sessions_opened",
          "router.sessions_closed",
          "router.accounts_loaded",
          "router.parked",
          "router.faults",
          "router.work_failed",
          "loop.0.connections.opened",
          "loop.0.connections.closed",
          "loop.0.bytes.in",
          "loop.0.bytes.out",
          "loop.0.stanzas.in",
          "loop.0.stanzas.out",
          "loop.0.reads.stalled",
          "loop.0.outbound.overflows",
          "loop.0.stream.errors",
          "loop.0.auth.failures",
          "loop.0.undelivered",
          "loop.0.dropped.dead",
          "loop.0.faults",
          "loop.0.logins.admitted",
          "loop.0.logins.refused",
          "loop.0.logins.queued",
          "loop.0.logins.unqueued",
          "loop.0.logins.waited",
          "loop.0.logins.waited_ms",
          "loop.0.logins.longest_wait_ms",
          "loop.0.handshakes.admitted",
          "loop.0.handshakes.refused",
          "loop.0.handshakes.queued",
          "loop.0.handshakes.unqueued",
          "loop.0.handshakes.waited",
          "loop.0.handshakes.waited_ms",
          "loop.0.handshakes.longest_wait_ms",
          "loop.0.registrations.admitted",
          "loop.0.registrations.refused",
          "loop.0.registrations.queued",
          "loop.0.registrations.unqueued",
          "loop.0.registrations.waited",
          "loop.0.registrations.waited_ms",
          "loop.0.registrations.longest_wait_ms",
          "loop.0.accepts.pauses",
          "loop.0.accepts.paused_ms",
          "loop.0.accepts.full",
          "loop.0.strangers.came",
          "loop.0.strangers.left",
          "loop.0.strangers.refused",
          "stage.route.passed",
          "stage.route.faults",
          "stage.route.longest_cycle_ns",
          "stage.deliver.passed",
          "stage.deliver.faults",
          "stage.deliver.longest_cycle_ns",
          "deliver.waits",
          "deliver.faults",
          "ring.claims.refused.0");

  private RealNames() {}
}
