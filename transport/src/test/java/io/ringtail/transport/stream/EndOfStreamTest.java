// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.ringtail.transport.loop.IoLoop;
import io.ringtail.transport.loop.Parcel;
import io.ringtail.transport.sasl.FixedCredentials;
import io.ringtail.transport.support.TestNode;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream between its last words and the end of its connection. */
class EndOfStreamTest {
  private static final long LONG_NS = TimeUnit.SECONDS.toNanos(60);

  private TestNode node;

  @BeforeEach
  void start() throws InterruptedException {
    node =
        new TestNode(TestNode.Plan.plain(), new FixedCredentials("user", "pencil", new byte[16]));
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
  }

  @Test
  void shouldKeepTheConnectionForTheLastWordsWhenAnOlderTimerComes() throws Exception {
    onLoop(
        stream -> {
          final long nowNs = node.loops().all()[0].clock().nowNs();
          assertTrue(stream.onTimer(nowNs) - nowNs > 0);
          assertFalse(stream.isGone());
          stream.onTimer(nowNs + LONG_NS);
          assertTrue(stream.isGone());
        });
  }

  @Test
  void shouldNotTakeAStanzaThatItWouldNotSend() throws Exception {
    onLoop(stream -> assertFalse(stream.deliver(new Parcel())));
    assertEquals(0, node.errors().total(), node.errors().snapshot());
  }

  private interface Check {
    void on(Stream stream);
  }

  private void onLoop(final Check check) throws Exception {
    final IoLoop loop = node.loops().all()[0];
    loop.executor().submit(() -> check.on(endedStream(loop))).get();
  }

  private Stream endedStream(final IoLoop loop) {
    final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    loop.touch();
    final Stream stream =
        new Stream(loop, node.services(), new NoSource(), new AwaitHeader(new Negotiation()));
    stream.output().open(channel.pipeline().firstContext(), false);
    stream.open(channel);
    stream.streamError("policy-violation", null);
    return stream;
  }

  /** Nothing to read. */
  private static final class NoSource implements Source {
    @Override
    public void pause(final int reason) {}

    @Override
    public void unpause(final int reasons) {}

    @Override
    public void forgive(final int reason) {}

    @Override
    public void restart() {}

    @Override
    public void discardRest() {}

    @Override
    public void forget() {}

    @Override
    public void shape(final long bytesPerSecond) {}

    @Override
    public long lastReadNs() {
      return 0;
    }

    @Override
    public long shaperTimer(final long nowNs) {
      return NO_SHAPER;
    }

    private static final long NO_SHAPER = Long.MAX_VALUE;
  }
}
