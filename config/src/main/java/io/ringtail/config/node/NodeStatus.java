// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A running node at one moment.
 *
 * @param state {@code running} or {@code stopping}
 * @param startedAtMs epoch milliseconds
 * @param sessions bound sessions
 * @param domains domains served
 * @param listeners where it listens, with the ports really bound
 * @param counters counters by name: ring occupancy, stalls, longest duty cycle …
 * @param live health and numbers as the dashboard shows them
 *     <p>Owner: anyone, immutable: a copy, never a live reference. Allocates: per call.
 */
public record NodeStatus(
    String state,
    long startedAtMs,
    long sessions,
    List<String> domains,
    List<String> listeners,
    Map<String, Long> counters,
    ObjectNode live) {

  public NodeStatus {
    domains = List.copyOf(domains);
    listeners = List.copyOf(listeners);
    counters = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(counters));
  }
}
