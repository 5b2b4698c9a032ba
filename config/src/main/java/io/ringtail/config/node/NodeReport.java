// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import java.util.List;

/**
 * What a node found and chose while it started.
 *
 * @param listeners where it listens, with the ports really bound: {@code 127.0.0.1:5222 STARTTLS}
 * @param threading the mode and the reason for it
 * @param database kind and place, without secrets
 * @param fingerprint SHA-256 of the self-signed certificate; empty when none is shown
 * @param warnings what the operator should know
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record NodeReport(
    List<String> listeners,
    String threading,
    String database,
    String fingerprint,
    List<String> warnings) {

  public NodeReport {
    listeners = List.copyOf(listeners);
    warnings = List.copyOf(warnings);
  }
}
