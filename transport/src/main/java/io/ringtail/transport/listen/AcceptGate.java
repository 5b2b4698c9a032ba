// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts a listener's connections and pauses accepting at the bound: the kernel's backlog then
 * holds the rest.
 *
 * <p>Owner: the accepting loop; connections report their end from their own loops. Allocates: per
 * connection.
 */
@ChannelHandler.Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {
  private final int maxConnections;
  private final AtomicInteger open = new AtomicInteger();

  AcceptGate(final int maxConnections) {
    this.maxConnections = maxConnections;
  }

  int open() {
    return open.get();
  }

  @Override
  public void channelRead(final ChannelHandlerContext context, final Object accepted) {
    final Channel server = context.channel();
    if (open.incrementAndGet() >= maxConnections) {
      server.config().setAutoRead(false);
      // A connection may have ended in between, on another loop, and found nothing to resume.
      if (open.get() < maxConnections) {
        server.config().setAutoRead(true);
      }
    }
    ((Channel) accepted).closeFuture().addListener(closed -> onClosed(server));
    context.fireChannelRead(accepted);
  }

  private void onClosed(final Channel server) {
    if (open.getAndDecrement() == maxConnections) {
      server.config().setAutoRead(true);
    }
  }
}
