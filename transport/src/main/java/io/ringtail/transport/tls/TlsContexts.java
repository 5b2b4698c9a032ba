// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.ringtail.transport.settings.TlsEngine;
import io.ringtail.transport.settings.TlsSettings;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLException;

/**
 * Makes a listener's {@link TlsServer} out of its settings and a certificate.
 *
 * <p>Owner: the thread that starts the node, stateless. Allocates: per call.
 */
public final class TlsContexts {
  // XEP-0368 §3
  private static final String ALPN = "xmpp-client";
  private static final long TICKET_SECONDS = 12 * 3600;

  private TlsContexts() {}

  public static TlsServer of(final TlsSettings settings, final ServerCertificate certificate) {
    final boolean boring = usesBoringSsl(settings.engine());
    try {
      final SslContextBuilder builder =
          SslContextBuilder.forServer(
                  certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
              .sslProvider(boring ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
              .protocols(settings.versions())
              .applicationProtocolConfig(alpn())
              .sessionTimeout(TICKET_SECONDS);
      final SslContext context = builder.build();
      if (context.sessionContext() instanceof OpenSslServerSessionContext sessions) {
        // tickets keep the resumption state at the client: no cache, no memory per session
        sessions.setSessionCacheEnabled(false);
        sessions.setTicketKeys(ticketKey());
      }
      return new TlsServer(context, certificate.endPointBinding(), !boring);
    } catch (final SSLException failure) {
      throw new TlsException("TLS cannot be set up: " + failure.getMessage(), failure);
    }
  }

  /** True when BoringSSL would be used. */
  public static boolean usesBoringSsl(final TlsEngine wanted) {
    if (wanted == TlsEngine.BORINGSSL && !OpenSsl.isAvailable()) {
      throw new TlsException(
          "BoringSSL's library does not load here: set tls engine to auto",
          OpenSsl.unavailabilityCause());
    }
    return wanted != TlsEngine.JDK && OpenSsl.isAvailable();
  }

  // for the life of the process: clients then resume until the node restarts
  private static OpenSslSessionTicketKey ticketKey() {
    return new OpenSslSessionTicketKey(
        random(OpenSslSessionTicketKey.NAME_SIZE),
        random(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        random(OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private static byte[] random(final int length) {
    final byte[] bytes = new byte[length];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static ApplicationProtocolConfig alpn() {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        ALPN);
  }
}
