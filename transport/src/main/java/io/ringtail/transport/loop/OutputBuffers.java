// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The buffers in which a loop's streams gather what they send: the same few again and again, which
 * the cache still has and for which no pool is asked.
 *
 * <p>Owner: the loop. Allocates: while more are out than are kept here, at most {@value #KEPT}.
 */
public final class OutputBuffers {
  private static final int BYTES = 1024;
  private static final int LARGEST_KEPT = 4096;
  private static final int KEPT = 256;

  private final ByteBufAllocator allocator;
  private final ByteBuf[] kept = new ByteBuf[KEPT];
  private int count;
  private boolean closed;

  OutputBuffers(final ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** An empty buffer with room for so many bytes and, as every buffer, for more. */
  public ByteBuf take(final int bytes) {
    if (count == 0 || bytes > BYTES) {
      return allocator.ioBuffer(Math.max(BYTES, bytes));
    }
    count--;
    final ByteBuf buffer = kept[count];
    kept[count] = null;
    return buffer;
  }

  /** Takes back a buffer that nobody else refers to. */
  public void giveBack(final ByteBuf buffer) {
    if (count == KEPT || closed || buffer.capacity() > LARGEST_KEPT) {
      buffer.release();
      return;
    }
    buffer.clear();
    kept[count] = buffer;
    count++;
  }

  /** Keeps no more buffers, and lets those go that it has. */
  void close() {
    closed = true;
    while (count > 0) {
      count--;
      kept[count].release();
      kept[count] = null;
    }
  }
}
