// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.settings;

/**
 * One {@code [[listen.c2s]]} entry.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
public record C2sSettings(
    SocketSettings socket, TlsSettings tls, StreamSettings stream, UserPolicy users) {
  public C2sSettings(
      final SocketSettings socket, final TlsSettings tls, final StreamSettings stream) {
    this(socket, tls, stream, UserPolicy.OPEN);
  }
}
