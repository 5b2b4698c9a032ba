// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.ringtail.perf.settings.PerfSettings;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The operators' HTTP server: one event loop of its own for the sockets, one thread that makes the
 * pages, so that however many ask, the node gives up one core at most; the routing loops are never
 * touched.
 *
 * <pre>
 *   sockets (64 at most) ─► event loop: codec, guard ─► queue of 64 ─► worker: page ─► event loop
 *                                                        full: 503
 * </pre>
 *
 * <p>Owner: the thread that starts and stops the node. Allocates: at start; per request.
 */
public final class PerfServer implements AutoCloseable {
  static final int MAX_CONNECTIONS = 64;

  private static final int MAX_WAITING = MAX_CONNECTIONS;
  private static final long DEADLINE_MS = 15_000;
  private static final int MAX_LINE_BYTES = 4096;
  private static final int MAX_HEADER_BYTES = 8192;
  private static final int MAX_CHUNK_BYTES = 8192;
  private static final int BACKLOG = 128;
  private static final WriteBufferWaterMark WRITES = new WriteBufferWaterMark(32_768, 65_536);

  private final PerfSettings.Http settings;
  private final Site site;
  private final long deadlineMs;
  private final Guard guard;
  private final AtomicInteger connections = new AtomicInteger();
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("ringtail-perf-http", true), NioIoHandler.newFactory());
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          Thread.ofPlatform().daemon().name("ringtail-perf-page").factory());
  private Channel server;

  public PerfServer(final PerfSettings.Http settings, final Site site) {
    this(settings, site, DEADLINE_MS);
  }

  /**
   * @param deadlineMs for asking, and for reading the answer
   */
  PerfServer(final PerfSettings.Http settings, final Site site, final long deadlineMs) {
    this.settings = settings;
    this.site = site;
    this.deadlineMs = deadlineMs;
    this.guard = new Guard(settings.username(), settings.password());
  }

  /**
   * Opens the port, or, where it is only the default and taken, any free one.
   *
   * @return where it really listens
   */
  public InetSocketAddress open() throws BindException {
    ChannelFuture bound = bind(settings.port());
    if (!bound.isSuccess() && settings.portIsDefault()) {
      bound = bind(0);
    }
    if (!bound.isSuccess()) {
      close();
      throw new BindException(
          "cannot serve [perf] on "
              + settings.address()
              + ":"
              + settings.port()
              + ": "
              + bound.cause().getMessage());
    }
    server = bound.channel();
    return (InetSocketAddress) server.localAddress();
  }

  /** Connections open now. */
  int connections() {
    return connections.get();
  }

  private ChannelFuture bind(final int port) {
    return new ServerBootstrap()
        .group(group)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITES)
        .childHandler(new Initializer())
        .bind(new InetSocketAddress(settings.address(), port))
        .awaitUninterruptibly();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close().awaitUninterruptibly();
    }
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    worker.shutdownNow();
  }

  /** Puts the codec and the exchange on each new connection, within the bound. */
  private final class Initializer extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(final SocketChannel channel) {
      if (connections.incrementAndGet() > MAX_CONNECTIONS) {
        connections.decrementAndGet();
        channel.close();
        return;
      }
      channel.closeFuture().addListener(closed -> connections.decrementAndGet());
      channel
          .pipeline()
          .addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_CHUNK_BYTES))
          .addLast(new Exchange(site, guard, worker, deadlineMs));
    }
  }
}
