// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.ringtail.transport.admit.AcceptBudget;
import io.ringtail.transport.loop.AcceptCounters;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Counts a listener's connections and pauses accepting at the bound, or while the node's budget is
 * spent: the kernel's backlog then holds the rest.
 *
 * <p>Owner: the accepting loop; connections report their end from their own loops. Allocates: per
 * connection.
 */
@ChannelHandler.Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {
  private static final long SHORTEST_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);
  // reasons not to accept
  private static final int FULL = 1;
  private static final int SPENT = 2;

  private final int maxConnections;
  private final AcceptBudget budget;
  private final Function<EventLoop, AcceptCounters> countersOf;
  private final AtomicInteger open = new AtomicInteger();
  private int reasons;

  /**
   * @param countersOf the accepting loop's counters
   */
  AcceptGate(
      final int maxConnections,
      final AcceptBudget budget,
      final Function<EventLoop, AcceptCounters> countersOf) {
    this.maxConnections = maxConnections;
    this.budget = budget;
    this.countersOf = countersOf;
  }

  int open() {
    return open.get();
  }

  @Override
  public void channelRead(final ChannelHandlerContext context, final Object accepted) {
    final Channel server = context.channel();
    if (open.incrementAndGet() >= maxConnections) {
      countersOf.apply(server.eventLoop()).full.increment();
      pause(server, FULL);
    }
    final long waitNs = budget.take();
    if (waitNs > 0 && (reasons & SPENT) == 0) {
      pauseFor(server, Math.max(SHORTEST_PAUSE_NS, waitNs));
    }
    ((Channel) accepted).closeFuture().addListener(closed -> onClosed(server));
    context.fireChannelRead(accepted);
  }

  private void pauseFor(final Channel server, final long pauseNs) {
    if (server.eventLoop().isShuttingDown()) {
      return;
    }
    final AcceptCounters counters = countersOf.apply(server.eventLoop());
    counters.pauses.increment();
    counters.pausedMs.add(TimeUnit.NANOSECONDS.toMillis(pauseNs));
    pause(server, SPENT);
    server.eventLoop().schedule(() -> goOn(server, SPENT), pauseNs, TimeUnit.NANOSECONDS);
  }

  // on whichever loop the connection was
  private void onClosed(final Channel server) {
    if (open.getAndDecrement() == maxConnections && !server.eventLoop().isShuttingDown()) {
      server.eventLoop().execute(() -> recount(server));
    }
  }

  // Behind the pause of the connection that was one too many, wherever the two happened.
  private void recount(final Channel server) {
    if (open.get() < maxConnections) {
      goOn(server, FULL);
    }
  }

  private void pause(final Channel server, final int reason) {
    reasons |= reason;
    server.config().setAutoRead(false);
  }

  private void goOn(final Channel server, final int reason) {
    reasons &= ~reason;
    if (reasons == 0 && server.isOpen()) {
      server.config().setAutoRead(true);
    }
  }
}
