// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The client's side of a TLS handshake by the JDK, trusting whomever it meets.
 *
 * <p>Owner: the test. Allocates: per call.
 */
public final class TlsClient {
  private final TrustEverybody trust = new TrustEverybody();
  private final SSLContext context;

  /** A device that remembers its TLS sessions. */
  public TlsClient() {
    try {
      context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
    } catch (final GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Handshakes over the client's socket, offering one protocol version and ALPN. */
  public static SSLSocket handshake(final RawClient client, final String version) {
    return new TlsClient().connect(client, version);
  }

  /** How often a server has shown its certificate: it does not where a session goes on. */
  public int certificatesSeen() {
    return trust.seen;
  }

  /** Handshakes over the client's socket, going on with a session of before if there is one. */
  public SSLSocket connect(final RawClient client, final String version) {
    try {
      final Socket plain = client.socket();
      final SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, "example.org", plain.getPort(), true);
      socket.setEnabledProtocols(new String[] {version});
      final SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"xmpp-client"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      client.use(socket);
      return socket;
    } catch (final IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class TrustEverybody implements X509TrustManager {
    private int seen;

    @Override
    public void checkClientTrusted(final X509Certificate[] chain, final String authType) {}

    @Override
    public void checkServerTrusted(final X509Certificate[] chain, final String authType) {
      seen++;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
