// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.embedded.EmbeddedChannel;
import io.ringtail.ring.Counters;
import io.ringtail.transport.admit.AcceptBudget;
import io.ringtail.transport.loop.AcceptCounters;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptGateTest {
  private static final double ONE_A_SECOND = 1;
  private static final double PLENTY = 1e9;

  private final AcceptCounters counters = new AcceptCounters(new Counters(), "");
  private final EmbeddedChannel first = new EmbeddedChannel();

  @Test
  void shouldAcceptAgainWhenAConnectionHasEnded() {
    final Server server = new Server(gate(2, PLENTY));
    server.writeInbound(first);
    assertTrue(server.config().isAutoRead());
    server.writeInbound(new EmbeddedChannel());
    assertFalse(server.config().isAutoRead());
    assertEquals(1, counters.full.get());
    first.close();
    server.runPendingTasks();
    assertTrue(server.config().isAutoRead());
  }

  @Test
  void shouldGoOnAcceptingWhenAConnectionEndsJustBeforeThePause() {
    final Server server = new Server(gate(2, PLENTY));
    server.writeInbound(first);
    server.beforePause = first::close;
    server.writeInbound(new EmbeddedChannel());
    server.runPendingTasks();
    assertTrue(server.config().isAutoRead());
  }

  @Test
  void shouldPauseWhileTheBudgetIsSpent() {
    final Server server = new Server(gate(10, ONE_A_SECOND));
    server.freezeTime();
    server.writeInbound(first);
    assertFalse(server.config().isAutoRead());
    assertEquals(1, counters.pauses.get());
    server.advanceTimeBy(2, TimeUnit.SECONDS);
    server.runScheduledPendingTasks();
    assertTrue(server.config().isAutoRead());
  }

  @Test
  void shouldNotAcceptForWantOfRoomWhenTheBudgetIsThereAgain() {
    final Server server = new Server(gate(1, ONE_A_SECOND));
    server.freezeTime();
    server.writeInbound(first);
    server.advanceTimeBy(2, TimeUnit.SECONDS);
    server.runScheduledPendingTasks();
    assertFalse(server.config().isAutoRead());
    first.close();
    server.runPendingTasks();
    assertTrue(server.config().isAutoRead());
  }

  private AcceptGate gate(final int maxConnections, final double perSecond) {
    final AcceptBudget budget = new AcceptBudget(perSecond, () -> 0);
    return new AcceptGate(maxConnections, budget, accepting -> counters);
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
