// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

import io.ringtail.handlers.ping.PingPolicy;

/**
 * What one stream of a listener may do and cost.
 *
 * @param maxStanzaBytes largest element on level 1; default 65,536
 * @param stateTimeoutMs time a client has in each state of the negotiation; default 5,000
 * @param maxAuthTries failed authentications before the stream is closed; default 3
 * @param allowPlainWithoutTls whether passwords may cross the network in the clear
 * @param maxOutboundBytes bytes kept for a client that does not read; default 1 MiB
 * @param shaperBytesPerSecond reading pauses above this rate; 0 for no bound
 * @param ping dead-peer detection where the host type says nothing (has no mod_ping)
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record StreamSettings(
    int maxStanzaBytes,
    long stateTimeoutMs,
    int maxAuthTries,
    boolean allowPlainWithoutTls,
    int maxOutboundBytes,
    long shaperBytesPerSecond,
    PingPolicy ping) {
  public static final StreamSettings DEFAULTS =
      new StreamSettings(65_536, 5_000, 3, false, 1 << 20, 0, PingPolicy.OFF);
}
