// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * How dead peers are found (XEP-0199 §4.2).
 *
 * @param intervalMs silence after which the server pings; 0 switches it off; default 60,000
 * @param timeoutMs silence after the ping that ends the session; default 32,000
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record PingSettings(long intervalMs, long timeoutMs) {
  public static final PingSettings OFF = new PingSettings(0, 0);
  public static final PingSettings DEFAULTS = new PingSettings(60_000, 32_000);

  public boolean isOff() {
    return intervalMs <= 0;
  }
}
