// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.ringtail.transport.sasl.ChannelBindings;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLKeyException;
import javax.net.ssl.SSLSession;

/**
 * Makes TLS handlers for a listener and says what their connections can be bound to.
 *
 * <p>Owner: anyone, immutable. Allocates: per connection.
 */
public final class TlsServer implements AutoCloseable {
  private static final String EXPORTER_LABEL = "EXPORTER-Channel-Binding";
  private static final int EXPORTER_BYTES = 32;

  private final SslContext context;
  private final byte[] endPoint;
  private final boolean hasExporter;

  /**
   * @param endPoint hash of the server certificate (RFC 5929 §4.1)
   * @param hasExporter whether the implementation can export keying material: the JDK's can
   */
  public TlsServer(final SslContext context, final byte[] endPoint, final boolean hasExporter) {
    this.context = context;
    this.endPoint = endPoint.clone();
    this.hasExporter = hasExporter;
  }

  /** A handler for the front of one connection's pipeline. */
  public SslHandler newHandler(final ByteBufAllocator allocator, final long timeoutMs) {
    final SslHandler handler = context.newHandler(allocator);
    handler.setHandshakeTimeoutMillis(timeoutMs);
    return handler;
  }

  /** What an established connection can be bound to, strongest first. */
  public ChannelBindings bindings(final SslHandler handler) {
    final Map<String, byte[]> data = new LinkedHashMap<>();
    final byte[] exported = exported(handler.engine().getSession());
    if (exported != null) {
      data.put(ChannelBindings.EXPORTER, exported);
    }
    data.put(ChannelBindings.SERVER_END_POINT, endPoint);
    return new ChannelBindings(data);
  }

  /** RFC 9266 §2; on TLS 1.2 it would need the extended master secret, so only from 1.3 on. */
  private byte[] exported(final SSLSession session) {
    if (!hasExporter
        || !session.getProtocol().equals("TLSv1.3")
        || !(session instanceof ExtendedSSLSession extended)) {
      return null;
    }
    try {
      return extended.exportKeyingMaterialData(EXPORTER_LABEL, new byte[0], EXPORTER_BYTES);
    } catch (final SSLKeyException | UnsupportedOperationException unavailable) {
      return null; // then the type is not offered
    }
  }

  /** Frees native memory once the last connection is gone; no new handlers after this. */
  @Override
  public void close() {
    ReferenceCountUtil.release(context);
  }
}
