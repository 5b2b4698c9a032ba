// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.ringtail.bench.client.Frames;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One connection of the relay. Its first frame is {@code <hello n='NUMBER'/>}; every later frame
 * goes to the connection whose number differs in the lowest bit.
 *
 * <p>Owner: the relay's one loop. Allocates: pooled buffers only.
 */
final class RelayConnection extends ChannelInboundHandlerAdapter {
  private static final String OK = "<ok/>";

  private final RelayTable table;
  private final Runnable flushAll;
  private ChannelHandlerContext context;
  private ByteBuf partial;
  private ByteBuf pending;
  private int number = -1;

  RelayConnection(final RelayTable table) {
    this.table = table;
    this.flushAll = table::flush;
  }

  @Override
  public void handlerAdded(final ChannelHandlerContext ctx) {
    context = ctx;
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) {
    ByteBuf in = (ByteBuf) message;
    if (partial != null) {
      in = partial.writeBytes(in);
      ((ByteBuf) message).release();
      partial = null;
    }
    int end;
    while ((end = frameEnd(in)) > 0) {
      take(in, end);
    }
    if (in.isReadable()) {
      partial = ctx.alloc().directBuffer(512).writeBytes(in);
    }
    in.release();
  }

  private int frameEnd(final ByteBuf in) {
    return number < 0 ? Frames.selfClosedEnd(in) : Frames.messageEnd(in);
  }

  private void take(final ByteBuf in, final int end) {
    if (number >= 0) {
      table.forward(number, in, end - in.readerIndex());
      return;
    }
    final String hello =
        in.readCharSequence(end - in.readerIndex(), StandardCharsets.US_ASCII).toString();
    number = Integer.parseInt(hello.substring(hello.indexOf('\'') + 1, hello.lastIndexOf('\'')));
    table.register(number, this);
    context.writeAndFlush(Unpooled.copiedBuffer(OK, StandardCharsets.US_ASCII));
  }

  void send(final ByteBuf in, final int length) {
    if (pending == null) {
      pending = context.alloc().directBuffer(Math.max(512, length));
      if (table.markDirty(this)) {
        context.executor().execute(flushAll);
      }
    }
    pending.writeBytes(in, length);
  }

  /** Runs something later on the relay's loop. */
  void later(final long delayMs, final Runnable task) {
    context.executor().schedule(task, delayMs, TimeUnit.MILLISECONDS);
  }

  ByteBuf copy(final ByteBuf in, final int length) {
    return context.alloc().directBuffer(length).writeBytes(in, length);
  }

  void flush() {
    final ByteBuf out = pending;
    pending = null;
    context.writeAndFlush(out, context.voidPromise());
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }
}
