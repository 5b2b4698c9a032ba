// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.rehearsal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * The ways into the node: with TLS from the first byte, trusting its own certificate and no other,
 * and without.
 *
 * <p>Owner: anyone, immutable. Allocates: per connection.
 */
final class Doors {
  private static final int PATIENCE_MS = 5_000;

  private final InetSocketAddress plain;
  private final InetSocketAddress direct;
  private final SSLSocketFactory tls;

  /**
   * @param fingerprint SHA-256 of the node's certificate
   */
  Doors(final InetSocketAddress plain, final InetSocketAddress direct, final String fingerprint)
      throws IOException {
    this.plain = plain;
    this.direct = direct;
    this.tls = trusting(new PinnedCertificate(fingerprint));
  }

  private static SSLSocketFactory trusting(final PinnedCertificate certificate) throws IOException {
    try {
      final SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {certificate}, null);
      return context.getSocketFactory();
    } catch (final GeneralSecurityException absent) {
      throw new IOException(absent);
    }
  }

  Wire open(final boolean encrypted) throws IOException {
    final Socket socket = encrypted ? tls.createSocket() : new Socket();
    socket.connect(encrypted ? direct : plain, PATIENCE_MS);
    return new Wire(socket);
  }
}
