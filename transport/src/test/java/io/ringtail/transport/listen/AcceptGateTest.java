// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class AcceptGateTest {
  private final AcceptGate gate = new AcceptGate(2);
  private final Server server = new Server(gate);
  private final EmbeddedChannel first = new EmbeddedChannel();

  @Test
  void shouldAcceptAgainWhenAConnectionHasEnded() {
    server.writeInbound(first);
    server.writeInbound(new EmbeddedChannel());
    assertFalse(server.config().isAutoRead());
    first.close();
    assertTrue(server.config().isAutoRead());
  }

  @Test
  void shouldGoOnAcceptingWhenAConnectionEndsJustBeforeThePause() {
    server.writeInbound(first);
    server.beforePause = first::close;
    server.writeInbound(new EmbeddedChannel());
    assertTrue(server.config().isAutoRead());
  }

  /** A server channel that lets something happen just before accepting pauses. */
  private static final class Server extends EmbeddedChannel {
    private final ChannelConfig watched = new Config(this);
    private Runnable beforePause = () -> {};

    Server(final AcceptGate gate) {
      super(gate);
    }

    // asked for by the super constructor too
    @Override
    public ChannelConfig config() {
      return watched == null ? super.config() : watched;
    }
  }

  private static final class Config extends DefaultChannelConfig {
    private final Server server;

    Config(final Server server) {
      super(server);
      this.server = server;
    }

    @Override
    public ChannelConfig setAutoRead(final boolean on) {
      if (!on) {
        server.beforePause.run();
      }
      return super.setAutoRead(on);
    }
  }
}
