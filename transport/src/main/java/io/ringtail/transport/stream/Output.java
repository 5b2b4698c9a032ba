// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.ringtail.parser.ByteWriter;
import io.ringtail.transport.loop.Parcel;

/**
 * What a stream has to send: gathered in one buffer per loop turn, bounded as a whole.
 *
 * <p>Owner: the loop of its endpoint. Allocates: a pooled buffer while something waits.
 */
final class Output {
  private static final int SMALLEST = 256;

  private final int maxBytes;
  private ChannelHandlerContext context;
  private ByteBufAllocator allocator; // kept, because the way there leads through five cold objects
  private ByteBuf pending;
  private boolean socketIsFull;

  Output(final int maxBytes) {
    this.maxBytes = maxBytes;
  }

  void open(final ChannelHandlerContext newContext) {
    context = newContext;
    allocator = newContext.alloc();
  }

  boolean isEmpty() {
    return pending == null;
  }

  /** True when so many bytes more would be too many for a client that does not read. */
  boolean wouldOverflow(final int more) {
    final int here = pending == null ? 0 : pending.readableBytes();
    return (socketIsFull ? unwritten() : 0) + here + more > maxBytes;
  }

  private long unwritten() {
    final ChannelOutboundBuffer written = context.channel().unsafe().outboundBuffer();
    return written == null ? 0 : written.totalPendingWriteBytes();
  }

  void put(final ByteWriter markup) {
    room(markup.length()).writeBytes(markup.array(), 0, markup.length());
  }

  void put(final Parcel parcel, final byte[] address, final int bareLength) {
    parcel.writeTo(room(parcel.length()), address, bareLength);
  }

  /** Hands what was gathered to the socket unless that is still full; the bytes handed over. */
  int flush() {
    if (pending == null || !context.channel().isWritable()) {
      return 0;
    }
    final ByteBuf bytes = pending;
    pending = null;
    final int count = bytes.readableBytes();
    context.writeAndFlush(bytes, context.voidPromise());
    socketIsFull = unwritten() > 0;
    return count;
  }

  /** Hands over everything, then says that no more comes; the client closes the connection. */
  void flushAndFinish() {
    final ByteBuf last = pending == null ? Unpooled.EMPTY_BUFFER : pending;
    pending = null;
    context
        .writeAndFlush(last)
        .addListener(
            (ChannelFutureListener)
                written -> {
                  if (written.isSuccess()) {
                    finish(written.channel());
                  } else {
                    written.channel().close();
                  }
                });
  }

  /** Throws the gathered bytes away. */
  void drop() {
    if (pending != null) {
      pending.release();
      pending = null;
    }
  }

  // A socket closed with unread input sends a reset, which would cost the client our last words:
  // only the sending half is closed here.
  private static void finish(final Channel channel) {
    if (!(channel instanceof DuplexChannel duplex)) {
      channel.close();
      return;
    }
    final SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      duplex.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(closed -> duplex.shutdownOutput());
    }
  }

  private ByteBuf room(final int bytes) {
    if (pending == null) {
      pending = allocator.ioBuffer(Math.max(SMALLEST, bytes));
    }
    return pending;
  }
}
