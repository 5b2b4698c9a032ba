// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * Where a listener listens.
 *
 * @param address IP address or host name to bind; {@code 0.0.0.0} or {@code ::} for all
 * @param port TCP port; 0 lets the system choose
 * @param backlog connections the kernel keeps before they are accepted, no more than its own {@code
 *     net.core.somaxconn}
 * @param maxConnections accepting pauses above this many; {@link Integer#MAX_VALUE} for no bound
 * @param reusePort whether several listeners may share the port (Linux)
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record SocketSettings(
    String address, int port, int backlog, int maxConnections, boolean reusePort) {
  public static final int DEFAULT_BACKLOG = 65_535;

  public static SocketSettings of(final String address, final int port) {
    return new SocketSettings(address, port, DEFAULT_BACKLOG, Integer.MAX_VALUE, false);
  }
}
