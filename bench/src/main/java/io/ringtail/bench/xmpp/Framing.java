// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.xmpp;

import io.netty.buffer.ByteBuf;

/**
 * How stanzas lie in the byte stream: one after the other (RFC 6120), or one per WebSocket message
 * (RFC 7395).
 *
 * <p>Owner: the session's loop. Allocates: as the implementation says.
 */
interface Framing {
  /** What is sent before anything else, or null. */
  byte[] greeting();

  /** Whether the stream may be opened. */
  boolean isOpen();

  /** As {@link Framer#read}. */
  int read(byte[] in, int from, int to, Framer framer, Framer.Sink sink);

  void write(ByteBuf out, byte[] stanza, int length);

  String openStream(String domain);

  String closeStream();

  /** What is wrong with the frames, or null. */
  String garbage();
}
