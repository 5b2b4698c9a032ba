// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * The one buffer into which a loop reads from all of its connections, one after the other: a
 * connection's bytes are copied out of it before the next is read, so an idle one holds none.
 *
 * <p>Owner: the loop. Allocates: for as long as somebody holds on to the buffer, as the TLS handler
 * does with half a record, a smaller one per read.
 */
public final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final int BYTES = 1 << 14;
  private static final int SUBSTITUTE_BYTES = 2048;

  private final ByteBuf shared;
  private boolean closed;

  ReadBuffer(final ByteBufAllocator allocator) {
    this.shared = allocator.ioBuffer(BYTES, BYTES);
  }

  @SuppressWarnings("deprecation") // the type that the superclass names
  @Override
  public Handle newHandle() {
    return new Reading();
  }

  void close() {
    if (!closed) {
      closed = true;
      shared.release();
    }
  }

  private final class Reading extends MaxMessageHandle {
    @Override
    public ByteBuf allocate(final ByteBufAllocator allocator) {
      if (closed || shared.refCnt() > 1) {
        return allocator.ioBuffer(SUBSTITUTE_BYTES);
      }
      return shared.clear().retain();
    }

    @Override
    public int guess() {
      return BYTES;
    }
  }
}
