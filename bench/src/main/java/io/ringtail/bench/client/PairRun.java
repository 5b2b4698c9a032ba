// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.client;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * A load of paired connections on one loop: users 2k and 2k+1 exchange messages, a fixed number
 * under way per pair (closed loop).
 *
 * <p>Owner: the thread that runs it; connections live on the run's one loop. Allocates: at start.
 */
public final class PairRun implements AutoCloseable {
  /** What came of it. */
  public record Result(long sent, long received, long lost, long doubled, long reordered) {}

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = (EventLoop) group.next();
  private final List<PairClient> clients = new ArrayList<>();
  private final List<PairClient> dirty = new ArrayList<>();
  private final AtomicLong receivedRelease = new AtomicLong();
  private final AtomicReference<String> lostConnection = new AtomicReference<>();
  private final CountDownLatch loggedIn;
  private volatile CountDownLatch finished = new CountDownLatch(1);
  private int perDirection; // of the loop, from the start on
  private long received;
  private boolean closing;

  /**
   * @param connections an even number
   * @param perDirection messages each connection sends
   */
  public PairRun(final int connections, final int perDirection) {
    this.loggedIn = new CountDownLatch(connections);
    this.perDirection = perDirection;
  }

  /** Connects and logs everybody in; throws when one cannot. */
  public void connect(
      final InetSocketAddress target,
      final int connections,
      final IntFunction<Login> logins,
      final IntFunction<String> addresses)
      throws InterruptedException {
    for (int i = 0; i < connections; i++) {
      final PairClient client = new PairClient(logins.apply(i), this, addresses.apply(i ^ 1));
      clients.add(client);
      connectOne(target, client).sync();
    }
    final boolean all = loggedIn.await(120, TimeUnit.SECONDS);
    if (!all || lostConnection.get() != null) {
      throw new IllegalStateException(
          loggedIn.getCount() + " connections did not log in: " + lostConnection.get());
    }
  }

  private io.netty.channel.ChannelFuture connectOne(
      final InetSocketAddress target, final PairClient client) {
    return new Bootstrap()
        .group(group)
        .channel(EpollSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(final Channel channel) {
                channel.pipeline().addLast(client);
              }
            })
        .connect(target);
  }

  /** Sets everything going: {@code underWay} messages per pair, alternating who begins. */
  public void start(final int underWay) {
    loop.execute(
        () -> {
          for (int i = 0; i < clients.size(); i += 2) {
            for (int k = 0; k < underWay; k++) {
              clients.get(i + (k & 1)).sendNext();
            }
          }
        });
  }

  /** Once the former exchange has ended: as many messages again, on the connections that are. */
  public void again(final int underWay, final int moreOfEach) {
    finished = new CountDownLatch(1);
    loop.execute(() -> perDirection += moreOfEach);
    start(underWay);
  }

  /** Messages received so far, over all connections. */
  public long received() {
    return receivedRelease.getAcquire();
  }

  /** True when every message arrived; false when the time was up or a connection was lost. */
  public boolean awaitEnd(final long timeoutSeconds) throws InterruptedException {
    return finished.await(timeoutSeconds, TimeUnit.SECONDS) && lostConnection.get() == null;
  }

  /** Why a connection was lost, or null. */
  public String lostConnection() {
    return lostConnection.get();
  }

  /** Counts; call when the run has ended. */
  public Result result() throws InterruptedException {
    final AtomicReference<Result> out = new AtomicReference<>();
    loop.submit(() -> out.set(count())).sync();
    return out.get();
  }

  private Result count() {
    long sent = 0;
    long distinct = 0;
    long doubled = 0;
    long reordered = 0;
    for (final PairClient client : clients) {
      sent += client.sent();
      distinct += client.tally().received();
      doubled += client.tally().doubled();
      reordered += client.tally().reordered();
    }
    return new Result(sent, distinct, sent - distinct, doubled, reordered);
  }

  int perDirection() {
    return perDirection;
  }

  void onLoggedIn() {
    loggedIn.countDown();
  }

  void onReceived() {
    received++;
    receivedRelease.setRelease(received);
    if (received >= (long) perDirection * clients.size()) {
      finished.countDown();
    }
  }

  void onLost(final String why) {
    if (closing) {
      return;
    }
    lostConnection.compareAndSet(null, why);
    finished.countDown();
    while (loggedIn.getCount() > 0) {
      loggedIn.countDown();
    }
  }

  void markDirty(final PairClient client) {
    dirty.add(client);
    if (dirty.size() == 1) {
      loop.execute(this::flush);
    }
  }

  private void flush() {
    for (int i = 0; i < dirty.size(); i++) {
      dirty.get(i).flush();
    }
    dirty.clear();
  }

  @Override
  public void close() {
    loop.execute(() -> closing = true);
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
