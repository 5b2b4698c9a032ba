// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.relay;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.concurrent.locks.LockSupport;

/**
 * The least a Java server can do for a message: one epoll loop, no XML, no addresses; frames by
 * their end tag and copies each to the partner connection, one write per connection and loop turn.
 *
 * <pre>
 *   connection n ─► end of frame? ─► pending bytes of connection n^1 ─► one flush per turn
 * </pre>
 *
 * <p>Owner: whoever starts it. Allocates: at start and per connection.
 */
public final class Relay implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;
  private final Channel server;
  private final RelayTable table;
  private final Thread thread;

  private Relay(
      final MultiThreadIoEventLoopGroup group, final Channel server, final RelayTable table)
      throws InterruptedException {
    this.group = group;
    this.server = server;
    this.table = table;
    this.thread = group.next().submit(Thread::currentThread).sync().getNow();
  }

  public static Relay start(final int port) throws InterruptedException {
    return start(port, new RelayTable());
  }

  /** A relay that does wrong what {@code mischief} says. */
  public static Relay start(final int port, final Mischief mischief) throws InterruptedException {
    return start(port, new CrookedTable(mischief));
  }

  private static Relay start(final int port, final RelayTable table) throws InterruptedException {
    final MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    final Channel server =
        new ServerBootstrap()
            .group(group)
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(final Channel channel) {
                    channel.pipeline().addLast(new RelayConnection(table));
                  }
                })
            .bind("127.0.0.1", port)
            .sync()
            .channel();
    return new Relay(group, server, table);
  }

  public int port() {
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  /** Does nothing for that long, as a server does in a long pause; returns at once. */
  public void stall(final long ms) {
    group
        .next()
        .execute(
            () -> {
              final long untilNs = System.nanoTime() + ms * 1_000_000L;
              while (untilNs - System.nanoTime() > 0) {
                LockSupport.parkNanos(untilNs - System.nanoTime());
              }
            });
  }

  /** CPU time of the relay's thread. */
  public long cpuNs() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
  }

  /** Messages taken so far. */
  public long forwarded() {
    return table.forwarded();
  }

  public void awaitClose() throws InterruptedException {
    server.closeFuture().sync();
  }

  @Override
  public void close() {
    server.close();
    group.shutdownGracefully();
  }
}
