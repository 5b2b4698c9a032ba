// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.ringtail.bench.xmpp.Session;
import io.ringtail.bench.xmpp.SessionLoop;
import io.ringtail.bench.xmpp.Stanza;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One thread of the generator: sends what is due, then waits in epoll until something arrives or
 * the next is due. It drives Netty's event loop by hand, so that a due time costs no timer object.
 *
 * <p>Owner: its own thread; {@link #submit}, {@link #stats}, {@link #cpuNs} from anywhere.
 * Allocates: at start, and when a buffer must grow.
 */
public final class LoadLoop implements SessionLoop, AutoCloseable {
  private static final long MAX_WAIT_NS = 20_000_000;
  private static final long RUN_NOW = -1;
  private static final int CONNECT_TIMEOUT_MS = 10_000;
  private static final int CLOSE_TIMEOUT_MS = 5_000;
  // One read takes what a burst of stanzas amounts to.
  private static final int READ_BYTES = 16 << 10;
  private static final Driver IDLE = now -> Long.MAX_VALUE;

  private final ManualIoEventLoop events = new ManualIoEventLoop(null, EpollIoHandler.newFactory());
  private final LoopStats stats = new LoopStats();
  private final Stanza view = new Stanza();
  private final Thread thread;
  private Driver driver = IDLE;
  private byte[] scratch = new byte[64 << 10];
  private Session[] dirty = new Session[1024];
  private int dirtyCount;
  private int sourceAddress;
  private volatile boolean stopping;

  public LoadLoop(final int number) {
    // Netty caches buffers per thread only for threads of its own kind.
    thread = new FastThreadLocalThread(this::run, "load-" + number);
    thread.setDaemon(true);
    events.setOwningThread(thread);
    thread.start();
  }

  private void run() {
    while (!stopping) {
      final long dueNs = driver.fire(System.nanoTime());
      flushDirty();
      final long waitNs = Math.min(dueNs - System.nanoTime(), MAX_WAIT_NS);
      events.run(waitNs > 0 ? waitNs : RUN_NOW);
      flushDirty();
    }
    events.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    while (!events.isTerminated()) {
      events.run(MAX_WAIT_NS);
    }
  }

  private void flushDirty() {
    // A flush may close a session, and its scenario answer with another one's message.
    for (int i = 0; i < dirtyCount; i++) {
      dirty[i].flush();
      dirty[i] = null;
    }
    dirtyCount = 0;
  }

  /** What sends from now on; on this thread. */
  public void drive(final Driver next) {
    driver = next;
  }

  public void idle() {
    driver = IDLE;
  }

  /** Runs something on this loop's thread. */
  public <T> CompletableFuture<T> submit(final Callable<T> task) {
    final CompletableFuture<T> done = new CompletableFuture<>();
    events.execute(
        () -> {
          try {
            done.complete(task.call());
          } catch (final Exception e) {
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  /** Connects a session; on this thread. */
  public void connect(final Session session, final int sourceAddresses) {
    final Bootstrap bootstrap =
        new Bootstrap()
            .group(events)
            .channel(EpollSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MS)
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
            // Nobody asks for writability: an open loop sends, and a stuck socket shows as latency.
            .option(
                ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 20, 2 << 20))
            .handler(session);
    if (sourceAddresses > 1) {
      sourceAddress = (sourceAddress + 1) % sourceAddresses;
      bootstrap.localAddress(new InetSocketAddress("127.0.0." + (1 + sourceAddress), 0));
    }
    final ChannelFuture connected = bootstrap.connect(session.target().address());
    connected.addListener(
        done -> {
          if (!done.isSuccess()) {
            session.refused(done.cause().getMessage());
          }
        });
  }

  /** CPU time of this loop's thread since it began. */
  public long cpuNs() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
  }

  /** Bytes allocated by this loop's thread since it began. */
  public long allocatedBytes() {
    final java.lang.management.ThreadMXBean bean = ManagementFactory.getThreadMXBean();
    return bean instanceof com.sun.management.ThreadMXBean sun
        ? sun.getThreadAllocatedBytes(thread.threadId())
        : -1;
  }

  public LoopStats stats() {
    return stats;
  }

  @Override
  public byte[] scratch(final int size, final int keep) {
    if (scratch.length < size) {
      final byte[] bigger = new byte[Integer.highestOneBit(size) << 1];
      System.arraycopy(scratch, 0, bigger, 0, keep);
      scratch = bigger;
    }
    return scratch;
  }

  @Override
  public Stanza view() {
    return view;
  }

  @Override
  public void markDirty(final Session session) {
    if (dirtyCount == dirty.length) {
      dirty = Arrays.copyOf(dirty, 2 * dirtyCount);
    }
    dirty[dirtyCount++] = session;
  }

  @Override
  public void countIn(final int bytes) {
    stats.countIn(bytes);
  }

  @Override
  public void countOut(final int bytes) {
    stats.countOut(bytes);
  }

  @Override
  public void close() {
    stopping = true;
    events.wakeup();
    try {
      thread.join(CLOSE_TIMEOUT_MS);
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
