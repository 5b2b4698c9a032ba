// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.client;

import io.netty.buffer.ByteBuf;

/**
 * Finds the ends of the frames the lab sends and expects, by their last bytes.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Frames {
  private static final int TAG_LENGTH = "</message>".length();

  private Frames() {}

  /** Index behind the first {@code </message>}, or 0 when there is none yet. */
  public static int messageEnd(final ByteBuf in) {
    final int end = in.writerIndex();
    int at = in.readerIndex() + TAG_LENGTH - 1;
    while (at < end) {
      at = in.indexOf(at, end, (byte) '>');
      if (at < 0) {
        return 0;
      }
      if (isMessageEnd(in, at)) {
        return at + 1;
      }
      at++;
    }
    return 0;
  }

  private static boolean isMessageEnd(final ByteBuf in, final int at) {
    return in.getByte(at - 1) == 'e'
        && in.getByte(at - 8) == '/'
        && in.getByte(at - 9) == '<'
        && in.getByte(at - 7) == 'm';
  }

  /** Index behind the first {@code />}, or 0 when there is none yet. */
  public static int selfClosedEnd(final ByteBuf in) {
    final int at = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '>');
    return at > 0 && in.getByte(at - 1) == '/' ? at + 1 : 0;
  }
}
