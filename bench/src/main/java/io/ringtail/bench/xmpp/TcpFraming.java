// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import io.netty.buffer.ByteBuf;

/**
 * RFC 6120: the stream is one document, the stanzas are its children.
 *
 * <p>Owner: anyone, stateless. Allocates: per stream opened.
 */
final class TcpFraming implements Framing {
  @Override
  public byte[] greeting() {
    return null;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public int read(
      final byte[] in, final int from, final int to, final Framer framer, final Framer.Sink sink) {
    return framer.read(in, from, to, sink);
  }

  @Override
  public void write(final ByteBuf out, final byte[] stanza, final int length) {
    out.writeBytes(stanza, 0, length);
  }

  @Override
  public String openStream(final String domain) {
    return "<?xml version='1.0'?><stream:stream to='"
        + domain
        + "' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
  }

  @Override
  public String closeStream() {
    return "</stream:stream>";
  }

  @Override
  public String garbage() {
    return null;
  }
}
