// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import java.net.InetSocketAddress;

/**
 * One server under test: where it listens, how to talk to it and as whom.
 *
 * @param name what reports call it
 * @param transport what carries the stanzas
 * @param host name or address
 * @param port port of the listener
 * @param path of a WebSocket listener, else empty
 * @param security how the connection is encrypted
 * @param users the accounts on it
 *     <p>Owner: anyone, immutable. Allocates: per call.
 */
public record Target(
    String name,
    Transport transport,
    String host,
    int port,
    String path,
    Security security,
    Users users) {

  /** What carries the stanzas; RELAY is the lab's own minimal relay, which speaks no XMPP. */
  public enum Transport {
    TCP,
    WEBSOCKET,
    RELAY
  }

  /**
   * The accounts {@code PREFIX0 … PREFIXn}.
   *
   * @param domain their domain; {@code {d}} becomes the number of the domain
   * @param prefix of the user names; the number follows
   * @param password of each; {@code {user}} becomes the user name
   * @param sasl the mechanism to use, or {@code auto}
   */
  public record Users(String domain, String prefix, String password, String sasl) {
    /** Account number n, in domain number d. */
    public Account account(final int n, final int d) {
      final String user = prefix + n;
      return Account.of(n, user, domain(d), password.replace("{user}", user));
    }

    public String domain(final int d) {
      return domain.replace("{d}", Integer.toString(d));
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  public boolean isRelay() {
    return transport == Transport.RELAY;
  }
}
