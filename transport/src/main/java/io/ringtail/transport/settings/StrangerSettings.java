// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * How much a node does for clients it does not know yet: part of {@code [logins]}.
 *
 * @param handshakesPerSecond TLS handshakes, all loops together
 * @param registrationsPerSecond requests before authentication that change something, as
 *     registrations do, all loops together
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record StrangerSettings(double handshakesPerSecond, double registrationsPerSecond) {
  /** Practically no bound. */
  public static final StrangerSettings OPEN = new StrangerSettings(1e9, 1e9);
}
