// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/**
 * One connection of the load: logs in, then exchanges numbered messages with its partner. Each
 * message received is checked against what the partner sends next and answered with one of its own
 * while any are left.
 *
 * <pre>
 *   &lt;message to='partner' type='chat' id='…'&gt;&lt;body&gt;SSSSSSSSSS filler&lt;/body&gt;&lt;/message&gt;
 *                                                ^ ten digits: number in this direction
 * </pre>
 *
 * <p>Owner: the generator's loop. Allocates: at login; pooled buffers afterwards.
 */
final class PairClient extends ChannelInboundHandlerAdapter {
  private static final int DIGITS = 10;

  private final Login login;
  private final PairRun run;
  private final byte[] template;
  private final int digitsAt;
  private final Tally tally = new Tally();
  private ChannelHandlerContext context;
  private ByteBuf partial;
  private ByteBuf pending;
  private int nextToSend;
  private long handled;

  PairClient(final Login login, final PairRun run, final String partner) {
    this.login = login;
    this.run = run;
    final String head =
        "<message to='" + partner + "' type='chat' id='" + "f".repeat(16) + "'><body>";
    final String tail =
        " " + "the quick brown fox jumps over the lazy dog ".repeat(3).trim() + "</body></message>";
    this.template = (head + "0".repeat(DIGITS) + tail).getBytes(StandardCharsets.US_ASCII);
    this.digitsAt = head.length();
  }

  Tally tally() {
    return tally;
  }

  int sent() {
    return nextToSend;
  }

  boolean isLoggedIn() {
    return login.isDone();
  }

  @Override
  public void channelActive(final ChannelHandlerContext ctx) {
    context = ctx;
    login.begin(ctx);
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) {
    ByteBuf in = (ByteBuf) message;
    if (!login.isDone()) {
      login.read(ctx, in);
      in.release();
      if (login.isDone()) {
        run.onLoggedIn();
      }
      return;
    }
    if (partial != null) {
      partial.writeBytes(in);
      in.release();
      in = partial;
      partial = null;
    }
    int end;
    while ((end = Frames.messageEnd(in)) > 0) {
      answerRequest(in);
      onMessage(in, end);
    }
    answerRequest(in);
    if (in.isReadable()) {
      partial = ctx.alloc().directBuffer(1024).writeBytes(in);
    }
    in.release();
  }

  /** The server asks what has arrived (XEP-0198 §4): it is told at once. */
  private void answerRequest(final ByteBuf in) {
    final int start = in.readerIndex();
    final boolean asked =
        in.readableBytes() > 2 && in.getByte(start + 1) == 'r' && in.getByte(start + 2) == ' ';
    final int end = asked ? Frames.selfClosedEnd(in) : 0;
    if (end > 0) {
      in.readerIndex(end);
      ByteBufUtil.writeAscii(room(), "<a xmlns='urn:xmpp:sm:3' h='" + handled + "'/>");
    }
  }

  private void onMessage(final ByteBuf in, final int end) {
    handled++;
    final int body = bodyStart(in, end);
    if (body > 0) {
      tally.received(number(in, body));
      run.onReceived();
      sendNext();
    }
    in.readerIndex(end);
  }

  private static int bodyStart(final ByteBuf in, final int end) {
    for (int at = in.readerIndex(); at + 6 < end; at++) {
      at = in.indexOf(at, end, (byte) '<');
      if (at < 0) {
        return -1;
      }
      if (in.getByte(at + 1) == 'b' && in.getByte(at + 5) == '>') {
        return at + 6;
      }
    }
    return -1;
  }

  private static int number(final ByteBuf in, final int at) {
    int value = 0;
    for (int i = at; i < at + DIGITS; i++) {
      value = value * 10 + in.getByte(i) - '0';
    }
    return value;
  }

  /** Sends the next message of this direction, unless all are sent. */
  void sendNext() {
    if (nextToSend >= run.perDirection()) {
      return;
    }
    int rest = nextToSend++;
    for (int i = digitsAt + DIGITS - 1; i >= digitsAt; i--) {
      template[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    room().writeBytes(template);
  }

  private ByteBuf room() {
    if (pending == null) {
      pending = context.alloc().directBuffer(template.length + 64);
      run.markDirty(this);
    }
    return pending;
  }

  void flush() {
    final ByteBuf out = pending;
    pending = null;
    context.writeAndFlush(out, context.voidPromise());
  }

  @Override
  public void channelInactive(final ChannelHandlerContext ctx) {
    run.onLost(login.failure());
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
    run.onLost(cause.toString());
    ctx.close();
  }
}
