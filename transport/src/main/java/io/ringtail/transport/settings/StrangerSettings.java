// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * How much a node does for clients it does not know yet: part of {@code [logins]}.
 *
 * @param acceptsPerSecond connections accepted, all listeners together
 * @param mostConnected connections on which nobody has logged in yet, all loops together
 * @param handshakesPerSecond TLS handshakes, all loops together
 * @param registrationsPerSecond requests before authentication that change something, as
 *     registrations do, all loops together
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record StrangerSettings(
    double acceptsPerSecond,
    int mostConnected,
    double handshakesPerSecond,
    double registrationsPerSecond) {
  /** Practically no bound. */
  public static final StrangerSettings OPEN =
      new StrangerSettings(1e9, Integer.MAX_VALUE, 1e9, 1e9);
}
