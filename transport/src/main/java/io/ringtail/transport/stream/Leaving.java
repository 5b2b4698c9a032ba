// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.ringtail.parser.StanzaView;
import io.ringtail.parser.XmlFault;

/**
 * The client closed its stream and the Router was told; what the Router had decided before is still
 * sent, then the stream is closed from our side too (RFC 6120 §4.4).
 *
 * @param session for addresses in what is still sent
 *     <p>Owner: the loop of the stream. Allocates: per construction.
 */
record Leaving(Session session) implements StreamState {
  @Override
  public boolean onElement(final Stream stream, final StanzaView view) {
    return true;
  }

  /** Bytes behind the closing tag are no longer the stream's. */
  @Override
  public void onFault(final Stream stream, final XmlFault fault) {}

  @Override
  public void onStreamEnd(final Stream stream) {}

  @Override
  public boolean isTimed() {
    return false;
  }

  @Override
  public void onTimeout(final Stream stream) {
    stream.endStream();
  }

  @Override
  public boolean isKnownToRouter() {
    return true;
  }
}
