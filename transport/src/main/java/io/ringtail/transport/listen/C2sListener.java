// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MaxMessagesRecvByteBufAllocator;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.unix.UnixChannelOption;
import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.loop.Loops;
import io.ringtail.transport.settings.SocketSettings;
import io.ringtail.transport.settings.TlsMode;
import io.ringtail.transport.stream.Endpoint;
import io.ringtail.transport.stream.StreamServices;
import java.net.InetSocketAddress;

/**
 * A port that XMPP clients connect to.
 *
 * <p>Owner: the thread that starts and stops the node. Allocates: at start; per connection.
 */
public final class C2sListener {
  private static final int ACCEPTS_PER_TURN = 8;

  private final Loops loops;
  private final StreamServices services;
  private final AcceptGate gate;
  private Channel server;

  public C2sListener(final Loops loops, final StreamServices services) {
    this.loops = loops;
    this.services = services;
    this.gate =
        new AcceptGate(
            services.settings().socket().maxConnections(),
            services.authentication().admissions().accepts(),
            accepting -> loops.of(accepting).counters().accepts);
  }

  /** Opens the port; the address really bound. */
  public InetSocketAddress open() {
    final SocketSettings socket = services.settings().socket();
    final InetSocketAddress wanted = new InetSocketAddress(socket.address(), socket.port());
    if (wanted.isUnresolved()) {
      throw new ListenException(
          "cannot listen on '" + socket.address() + "': no such address; set ip_address", null);
    }
    final ChannelFuture bound = bootstrap(socket).bind(wanted).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw refused(socket, bound.cause());
    }
    server = bound.channel();
    return (InetSocketAddress) server.localAddress();
  }

  /** Accepts no more; connections stay. */
  public void close() {
    if (server != null) {
      server.close().awaitUninterruptibly();
    }
  }

  /** Connections open now. */
  public int connections() {
    return gate.open();
  }

  private ServerBootstrap bootstrap(final SocketSettings socket) {
    final ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannel())
            .handler(gate)
            .childHandler(new Initializer())
            .option(ChannelOption.RECVBUF_ALLOCATOR, accepts())
            .option(ChannelOption.SO_BACKLOG, socket.backlog())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT);
    if (socket.reusePort() && loops.usesEpoll()) {
      bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
    }
    return bootstrap;
  }

  /** A turn of the loop accepts a few connections; those who are online come next. */
  private static MaxMessagesRecvByteBufAllocator accepts() {
    return new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(ACCEPTS_PER_TURN);
  }

  private static ListenException refused(final SocketSettings socket, final Throwable cause) {
    final String where = socket.address() + ":" + socket.port();
    final String reason = String.valueOf(cause.getMessage());
    if (reason.contains("in use")) {
      return new ListenException(
          "port " + where + " is in use: stop the program that has it, or set another port", cause);
    }
    if (reason.toLowerCase(java.util.Locale.ROOT).contains("denied")) {
      return new ListenException(
          "not allowed to listen on " + where + ": use a port above 1023", cause);
    }
    return new ListenException("cannot listen on " + where + ": " + reason, cause);
  }

  /** Puts an endpoint on the loop of each new connection. */
  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(final Channel channel) {
      final IoLoop loop = loops.of(channel.eventLoop());
      channel.config().setRecvByteBufAllocator(loop.buffers().reads());
      final boolean direct = services.settings().tls().mode() == TlsMode.TLS;
      channel.pipeline().addLast(new Endpoint(loop, services, direct));
    }
  }
}
