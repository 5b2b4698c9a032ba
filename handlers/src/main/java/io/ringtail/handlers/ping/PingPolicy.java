// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.ping;

/**
 * How the node finds dead peers (XEP-0199 §4.2); provided by mod_ping to whoever owns the sockets.
 *
 * @param intervalMs silence after which the client is pinged; 0 for never
 * @param timeoutMs silence after the ping that ends the session; 0 for never
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record PingPolicy(long intervalMs, long timeoutMs) {
  public static final PingPolicy OFF = new PingPolicy(0, 0);

  public boolean isOff() {
    return intervalMs <= 0;
  }

  /** False where an unanswered ping changes nothing. */
  public boolean kills() {
    return timeoutMs > 0;
  }
}
