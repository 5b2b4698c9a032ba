// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import io.ringtail.parser.ByteWriter;
import io.ringtail.transport.loop.OutputBuffers;
import io.ringtail.transport.loop.Parcel;
import io.ringtail.transport.settings.StreamSettings;
import java.io.IOException;

/**
 * What a stream has to send: gathered in one buffer per loop turn, bounded as a whole.
 *
 * <p>Owner: the loop of its endpoint. Allocates: never; it borrows the loop's buffers.
 */
final class Output {
  private final int maxBytes;
  private final OutputBuffers buffers;
  private ChannelHandlerContext context;
  private Socket socket; // null where the bytes must go through the pipeline
  private ByteBuf pending;
  private boolean socketIsFull;

  Output(final StreamSettings settings, final OutputBuffers buffers) {
    this.maxBytes = settings.maxOutboundBytes();
    this.buffers = buffers;
  }

  /**
   * @param encrypted true where TLS comes before XMPP
   */
  void open(final ChannelHandlerContext newContext, final boolean encrypted) {
    context = newContext;
    if (!encrypted && newContext.channel() instanceof EpollSocketChannel channel) {
      socket = (Socket) channel.fd();
    }
  }

  /** From here on TLS sees the bytes before the socket does. */
  void encrypt(final SslHandler tls) {
    socket = null;
    context.pipeline().addFirst(tls);
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
    if (pending == null) {
      return 0;
    }
    final int count = pending.readableBytes();
    if (socket != null && !socketIsFull && sendAll(pending)) {
      buffers.giveBack(pending);
    } else if (context.channel().isWritable()) {
      context.writeAndFlush(pending, context.voidPromise());
      socketIsFull = unwritten() > 0;
    } else {
      return 0;
    }
    pending = null;
    return count;
  }

  /**
   * Gives the bytes to the kernel without the detour through the pipeline, which nothing else is in
   * and in which nothing waits; false when bytes are left. A closed socket's number may be another
   * connection's by now, so that is asked first.
   */
  private boolean sendAll(final ByteBuf bytes) {
    if (!socket.isOpen() || !bytes.hasMemoryAddress()) {
      return false;
    }
    try {
      final int from = bytes.readerIndex();
      bytes.skipBytes(socket.sendAddress(bytes.memoryAddress(), from, bytes.writerIndex()));
      return !bytes.isReadable();
    } catch (final IOException broken) {
      return false; // the channel tries the same, meets the same error and ends the connection
    }
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
      buffers.giveBack(pending);
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
      pending = buffers.take(bytes);
    }
    return pending;
  }
}
