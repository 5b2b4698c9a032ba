// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.loop;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.ringtail.handlers.node.Command;
import io.ringtail.handlers.node.NodeSlot;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.node.SlotKind;
import io.ringtail.handlers.port.Outlet;
import io.ringtail.parser.Limits;
import io.ringtail.ring.Counters;
import io.ringtail.ring.DrainReport;
import io.ringtail.ring.InboundRing;
import io.ringtail.ring.LoopProbe;
import io.ringtail.ring.Pipeline;
import io.ringtail.ring.PooledBytes;
import io.ringtail.ring.Threading;
import io.ringtail.transport.settings.LoopSettings;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The node's event loops, each with its {@link IoLoop}.
 *
 * <pre>
 *   new Loops ─► outlets() to DELIVER ─► new Pipeline ─► start(pipeline) ─► listeners
 *   stop: listeners ─► drain ─► blocking work ends ─► close
 * </pre>
 *
 * <p>Owner: the thread that starts and stops the node; {@link #command} any thread. Allocates: at
 * start.
 */
public final class Loops {
  private static final long CLOSE_POLL_NS = 2_000_000;

  private final EventLoopGroup group;
  private final IoLoop[] loops;
  private final boolean epoll;
  private Pipeline<NodeSlot> pipeline;

  /** What the loops are made from. */
  public record Parts(
      LoopSettings settings,
      Limits limits,
      InboundRing<NodeSlot> ring,
      PooledBytes bigArrays,
      Counters counters,
      Threading mode,
      LoopProbe.Maker<NodeSlot> probes) {
    /** Nothing is measured. */
    public Parts(
        final LoopSettings settings,
        final Limits limits,
        final InboundRing<NodeSlot> ring,
        final PooledBytes bigArrays,
        final Counters counters,
        final Threading mode) {
      this(settings, limits, ring, bigArrays, counters, mode, loop -> LoopProbe.none());
    }
  }

  public Loops(final Parts parts) {
    final int count = parts.settings().loops();
    final boolean inline = parts.mode() == Threading.INLINE;
    if (count > SessionHandle.MAX_LOOPS || inline && count != 1) {
      throw new IllegalArgumentException(
          "inline threading has one I/O loop, others at most " + SessionHandle.MAX_LOOPS);
    }
    this.epoll = parts.settings().preferNative() && Epoll.isAvailable();
    final IoHandlerFactory factory =
        epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group =
        new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("ringtail-io"), factory);
    this.loops = new IoLoop[count];
    final IoLoop.Shared shared =
        new IoLoop.Shared(
            parts.settings(), parts.limits(), parts.bigArrays(), parts.counters(), parts.probes());
    int index = 0;
    for (final EventExecutor executor : group) {
      loops[index] =
          new IoLoop(index, (EventLoop) executor, parts.ring().producer(index), shared, inline);
      index++;
    }
  }

  /** The way to each loop's sessions, by {@link SessionHandle#loop}. */
  public Outlet[] outlets() {
    final Outlet[] outlets = new Outlet[loops.length];
    for (int i = 0; i < loops.length; i++) {
      outlets[i] = loops[i].outlet();
    }
    return outlets;
  }

  public IoLoop[] all() {
    return loops.clone();
  }

  /** Starts the stages (on the loop itself when inline) and the loops' timers. */
  public void start(final Pipeline<NodeSlot> stages) throws InterruptedException {
    pipeline = stages;
    if (stages.mode() == Threading.INLINE) {
      onLoop(loops[0], loop -> startInline(stages));
    } else {
      stages.start();
    }
    final Runnable inline = stages.mode() == Threading.INLINE ? stages::runTurn : null;
    for (final IoLoop each : loops) {
      onLoop(each, loop -> loop.start(inline));
    }
  }

  /** Has the Router execute a command; false when too many are under way. */
  public boolean command(final Command command) {
    if (!loops[0].answers().reserve()) {
      return false;
    }
    loops[0].answers().offer(new LoopEvent(SlotKind.COMMAND, SessionHandle.NONE, command, null));
    return true;
  }

  /** The loop an event loop belongs to. */
  public IoLoop of(final EventExecutor executor) {
    for (final IoLoop loop : loops) {
      if (loop.executor() == executor) {
        return loop;
      }
    }
    throw new IllegalArgumentException("not a loop of this node");
  }

  public EventLoopGroup group() {
    return group;
  }

  public Class<? extends ServerSocketChannel> serverChannel() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  /** True when the kernel's epoll is used, false for Java's NIO. */
  public boolean usesEpoll() {
    return epoll;
  }

  /** Takes no more input and lets everything published pass the stages. */
  public DrainReport drain(final long timeoutMs) throws InterruptedException {
    onAll(IoLoop::stopReading);
    return drainStages(timeoutMs);
  }

  /** Closes the streams that are left with {@code system-shutdown}; then the threads end. */
  public void close(final long timeoutMs) throws InterruptedException {
    final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    onAll(IoLoop::shutDown);
    while (liveEndpoints() > 0 && System.nanoTime() - untilNs < 0) {
      LockSupport.parkNanos(this, CLOSE_POLL_NS); // sockets close on their loops
    }
    group.shutdownGracefully(0, Math.max(1, timeoutMs), TimeUnit.MILLISECONDS);
    group.awaitTermination(timeoutMs, TimeUnit.MILLISECONDS);
  }

  private DrainReport drainStages(final long timeoutMs) throws InterruptedException {
    final long timeoutNs = TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    if (pipeline == null) {
      return new DrainReport(0, true);
    }
    if (pipeline.mode() != Threading.INLINE) {
      return pipeline.drainAndStop(timeoutNs);
    }
    final DrainReport[] report = new DrainReport[1];
    onLoop(loops[0], loop -> report[0] = drainInline(timeoutNs));
    return report[0];
  }

  private void startInline(final Pipeline<NodeSlot> stages) {
    try {
      stages.start();
    } catch (final InterruptedException interrupted) {
      throw new IllegalStateException("interrupted while starting", interrupted);
    }
  }

  private DrainReport drainInline(final long timeoutNs) {
    try {
      return pipeline.drainAndStop(timeoutNs);
    } catch (final InterruptedException interrupted) {
      throw new IllegalStateException("interrupted while stopping", interrupted);
    }
  }

  private int liveEndpoints() throws InterruptedException {
    final int[] live = new int[1];
    onAll(loop -> live[0] += loop.liveEndpoints());
    return live[0];
  }

  private void onAll(final Consumer<IoLoop> action) throws InterruptedException {
    for (final IoLoop loop : loops) {
      onLoop(loop, action);
    }
  }

  private static void onLoop(final IoLoop loop, final Consumer<IoLoop> action)
      throws InterruptedException {
    try {
      loop.executor().submit(() -> action.accept(loop)).get();
    } catch (final ExecutionException fault) {
      throw new IllegalStateException("a loop could not be started or stopped", fault.getCause());
    }
  }
}
