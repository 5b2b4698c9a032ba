// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/**
 * The client's side of TLS: any certificate will do, the lab measures servers and trusts none.
 *
 * <p>Owner: main thread. Allocates: at start.
 */
final class Encryption {
  private Encryption() {}

  static SslContext client() {
    try {
      return SslContextBuilder.forClient()
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null)
          .build();
    } catch (final SSLException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }
}
