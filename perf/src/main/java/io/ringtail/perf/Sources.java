// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf;

import io.ringtail.handlers.node.Hosts;
import io.ringtail.perf.health.Health;
import io.ringtail.perf.latency.LatencyBoard;
import io.ringtail.ring.Counters;
import io.ringtail.ring.ErrorLog;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything about a node that is looked at.
 *
 * @param hosts the domains served, with their traffic
 * @param certificates the end of each listener's certificate, by where it listens
 * @param about what does not change while the node runs: version, threading, database …
 *     <p>Owner: anyone, shared. Allocates: at start.
 */
public record Sources(
    Counters counters,
    LatencyBoard board,
    ErrorLog errors,
    Hosts hosts,
    Health health,
    Supplier<Map<String, Instant>> certificates,
    Map<String, String> about) {}
