// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.settings;

/**
 * One {@code [[listen.c2s]]}.
 *
 * @param address IP address to bind
 * @param port 0 for any free port
 * @param tls how connections are encrypted
 * @param limits what one client and all clients together may use
 * @param accessRule rule that says who may connect; {@code all} for everybody
 * @param shaperRule rule that names a client's shaper, or the shaper itself; {@code none} for no
 *     shaping
 * @param allowPlainWithoutTls whether SASL PLAIN is offered on an unencrypted stream
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record ListenerSettings(
    String address,
    int port,
    TlsSettings tls,
    Limits limits,
    String accessRule,
    String shaperRule,
    boolean allowPlainWithoutTls) {

  /**
   * Bounds of one listener.
   *
   * @param maxStanzaBytes largest stanza accepted
   * @param maxConnections open connections; {@link Long#MAX_VALUE} when unlimited
   * @param stateTimeoutMs longest wait for the client's next step of the negotiation; {@link
   *     Long#MAX_VALUE} when unlimited
   * @param backlog connections the kernel may hold until they are accepted
   */
  public record Limits(int maxStanzaBytes, long maxConnections, long stateTimeoutMs, int backlog) {}

  /** {@code 127.0.0.1:5222}, {@code [::1]:5222}. */
  public String where() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
