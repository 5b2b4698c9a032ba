// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StreamHeader;
import io.ringtail.parser.XmlFault;
import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.loop.Peer;
import io.ringtail.transport.settings.UserPolicy;
import java.io.IOException;

/**
 * One client's socket: what it reads, when it does not read, and its {@link Stream}.
 *
 * <p>Owner: its loop. Allocates: at the connection; per stanza never.
 */
public final class Endpoint extends ChannelInboundHandlerAdapter implements Input.Sink, Source {
  private final IoLoop loop;
  private final StreamServices services;
  private final Input input;
  private final Stream stream;
  private final Stranger stranger;
  private final boolean secured;
  private Shaper shaper;
  private ChannelHandlerContext context;
  private long lastReadNs;
  private int pauses;
  private boolean running;
  private boolean ended;

  /**
   * @param secured true where TLS begins before XMPP
   */
  public Endpoint(final IoLoop loop, final StreamServices services, final boolean secured) {
    final Negotiation negotiation = new Negotiation();
    if (secured) {
      negotiation.secured();
    }
    this.secured = secured;
    this.loop = loop;
    this.services = services;
    this.input = new Input(services.limits(), this);
    this.stream = new Stream(loop, services, this, new AwaitHeader(negotiation));
    this.stranger = new Stranger(stream, secured);
    negotiation.onAuthenticated(stranger::left);
    shape(services.settings().stream().shaperBytesPerSecond());
  }

  // ---- the socket ----

  @Override
  public void handlerAdded(final ChannelHandlerContext newContext) {
    context = newContext;
    stream.output().open(newContext, secured);
    if (newContext.channel().isActive()) {
      open();
    }
  }

  @Override
  public void channelActive(final ChannelHandlerContext active) {
    open();
  }

  private void open() {
    loop.touch();
    lastReadNs = loop.clock().nowNs();
    if (!stream.open(context.channel())) {
      return;
    }
    stranger.arrived();
    if (secured && stream.state() instanceof AwaitHeader beginning) {
      TlsStart.first(stream, beginning.negotiation());
    }
  }

  @Override
  public void channelRead(final ChannelHandlerContext from, final Object message) {
    try {
      loop.onRead();
      if (message instanceof ByteBuf bytes && !stream.isClosing()) {
        read(bytes);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(final ByteBuf bytes) {
    final int count = bytes.readableBytes();
    lastReadNs = loop.clock().nowNs();
    loop.counters().bytesIn.add(count);
    running = true;
    input.onBytes(bytes, loop.scratch());
    running = false;
    if (shaper != null && shaper.read(count, lastReadNs) - lastReadNs > 0) {
      pause(Stream.SHAPER);
      stream.arm(shaper.paidUntilNs());
    }
    afterInput();
  }

  @Override
  public void channelInactive(final ChannelHandlerContext inactive) {
    loop.touch();
    ended = true;
    stranger.left();
    unpause(Stream.SHAPER);
  }

  /** What was read before the socket closed is not lost: the end waits until the ring took it. */
  private void afterInput() {
    if (stream.isClosing()) {
      forget();
    }
    final boolean stalled =
        stream.state() instanceof Session && !input.isEmpty() && (pauses & Stream.RING) != 0;
    if (ended && !stalled) {
      stream.vanish();
    }
  }

  @Override
  public void channelWritabilityChanged(final ChannelHandlerContext changed) {
    if (changed.channel().isWritable()) {
      stream.onWritable();
    }
  }

  @Override
  public void exceptionCaught(final ChannelHandlerContext from, final Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof DecoderException)) {
      loop.counters().faults.increment();
      services.errors().record("endpoint", cause);
    }
    loop.touch();
    stream.vanish();
  }

  @Override
  public void userEventTriggered(final ChannelHandlerContext from, final Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      onHandshake(handshake);
    } else {
      from.fireUserEventTriggered(event);
    }
  }

  private void onHandshake(final SslHandshakeCompletionEvent handshake) {
    loop.touch();
    if (!handshake.isSuccess()) {
      stream.vanish();
    } else if (stream.state() instanceof AwaitHeader waiting) {
      final SslHandler tls = context.pipeline().get(SslHandler.class);
      waiting.negotiation().bindings(services.tls().bindings(tls));
      stream.become(waiting);
    }
  }

  // ---- frames ----

  @Override
  public boolean wantsInput() {
    return pauses == 0 && !stream.isClosing();
  }

  @Override
  public void onHeader(final byte[] buffer, final int start, final int end) {
    stream.state().onHeader(stream, StreamHeader.parse(buffer, start, end, Ns.CLIENT));
  }

  @Override
  public boolean onElement(final byte[] buffer, final int start, final int end) {
    loop.probe().parsing(lastReadNs);
    final XmlFault fault = loop.parser().parse(buffer, start, end, loop.view());
    if (fault != null) {
      onFault(fault);
      return true;
    }
    return stream.state().onElement(stream, loop.view());
  }

  @Override
  public void onStreamEnd() {
    stream.state().onStreamEnd(stream);
  }

  @Override
  public void onFault(final XmlFault fault) {
    stream.state().onFault(stream, fault);
  }

  // ---- for the stream ----

  @Override
  public void pause(final int reason) {
    if (pauses == 0 && !stream.isClosing()) {
      context.channel().config().setAutoRead(false);
    }
    pauses |= reason;
  }

  @Override
  public void forgive(final int reason) {
    pauses &= ~reason;
  }

  /** Takes what was kept, then reads on, unless there is still a reason not to. */
  @Override
  public void unpause(final int reasons) {
    pauses &= ~reasons;
    if (running) {
      return;
    }
    if (wantsInput()) {
      running = true;
      input.resume();
      running = false;
    }
    afterInput();
    if (wantsInput() && !context.channel().config().isAutoRead()) {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void restart() {
    input.restart();
  }

  @Override
  public void discardRest() {
    input.discardRest();
  }

  /** From here on bytes are read only to be thrown away, so that the client's close is seen. */
  @Override
  public void forget() {
    pauses = 0;
    if (!running) {
      input.forget();
    }
    if (!stream.isGone()) {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public long lastReadNs() {
    return lastReadNs;
  }

  @Override
  public void shape(final long bytesPerSecond) {
    if (bytesPerSecond == UserPolicy.AS_THE_LISTENER) {
      return;
    }
    shaper = bytesPerSecond > 0 ? new Shaper(bytesPerSecond, lastReadNs) : null;
    forgive(Stream.SHAPER); // what the former rate had still to wait for is let off
  }

  @Override
  public long shaperTimer(final long nowNs) {
    if ((pauses & Stream.SHAPER) == 0) {
      return Peer.NO_TIMER;
    }
    if (shaper.paidUntilNs() - nowNs > 0) {
      return shaper.paidUntilNs();
    }
    unpause(Stream.SHAPER);
    return (pauses & Stream.SHAPER) == 0 ? Peer.NO_TIMER : shaper.paidUntilNs();
  }
}
