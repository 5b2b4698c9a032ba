// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.floor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * The bare epoll program that the generator is held to: it sends messages of one length on an even
 * schedule through the minimal relay and counts the bytes that come back. No XML, no histogram, no
 * checks: nothing but the system calls.
 *
 * <pre>
 *   due? ─► write ─► relay ─► epoll_pwait2 ─► read
 * </pre>
 *
 * <p>Owner: one thread. Allocates: at construction.
 */
final class BareClient implements AutoCloseable {
  /**
   * What a run took.
   *
   * @param cpuNs of the thread, in the counted part
   * @param received messages in the counted part
   */
  record Cost(long cpuNs, long received) {
    double nsPerMessage() {
      return received == 0 ? Double.NaN : cpuNs / (double) received;
    }
  }

  private static final int EVENTS = 1024;
  private static final long BUFFER = 64 << 10;
  private static final long MAX_WAIT_NS = 20_000_000;

  private final Arena arena = Arena.ofConfined();
  private final Posix posix = new Posix(arena);
  private final MemorySegment events = arena.allocate(EVENTS * Posix.Event.BYTES, Long.BYTES);
  private final MemorySegment buffer = arena.allocate(BUFFER, Long.BYTES);
  private final MemorySegment message;
  private final int[] sockets;
  private final int epoll;
  private long bytesIn;

  BareClient(final int port, final int connections, final int messageBytes) {
    final String tail = "</body></message>";
    final String head = "<message><body>";
    final int padding = Math.max(0, messageBytes - head.length() - tail.length());
    message = text(head + "x".repeat(padding) + tail);
    sockets = new int[connections];
    epoll = posix.epoll();
    for (int i = 0; i < connections; i++) {
      sockets[i] = posix.connect(port);
      final MemorySegment hello = text("<hello n='" + i + "'/>");
      posix.write(sockets[i], hello, hello.byteSize());
      posix.read(sockets[i], buffer, BUFFER); // <ok/>
      posix.add(epoll, sockets[i], i);
    }
  }

  private MemorySegment text(final String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    final MemorySegment segment = arena.allocate(bytes.length);
    segment.copyFrom(MemorySegment.ofArray(bytes));
    return segment;
  }

  /** Sends for some seconds; the first third is not counted. */
  Cost run(final double ratePerSecond, final double seconds) {
    final double gapNs = 1e9 / ratePerSecond;
    final long beganNs = System.nanoTime();
    final long countFromNs = beganNs + (long) (seconds / 3 * 1e9);
    final long endNs = beganNs + (long) (seconds * 1e9);
    long cpuFrom = -1;
    long bytesFrom = 0;
    long sent = 0;
    long now = beganNs;
    while (now < endNs) {
      if (cpuFrom < 0 && now >= countFromNs) {
        cpuFrom = cpuNs();
        bytesFrom = bytesIn;
      }
      for (int burst = 0; burst < 64 && beganNs + (long) (sent * gapNs) <= now; burst++) {
        posix.write(sockets[(int) (sent % sockets.length)], message, message.byteSize());
        sent++;
      }
      final long dueNs = beganNs + (long) (sent * gapNs);
      receive(Math.clamp(dueNs - System.nanoTime(), 0, MAX_WAIT_NS));
      now = System.nanoTime();
    }
    return new Cost(cpuNs() - cpuFrom, (bytesIn - bytesFrom) / message.byteSize());
  }

  private void receive(final long waitNs) {
    final int ready = posix.await(epoll, events, EVENTS, waitNs);
    for (int i = 0; i < ready; i++) {
      final long at = i * Posix.Event.BYTES + Posix.Event.DATA;
      final int number = events.get(ValueLayout.JAVA_INT_UNALIGNED, at);
      bytesIn += Math.max(0, posix.read(sockets[number], buffer, BUFFER));
    }
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  @Override
  public void close() {
    for (final int socket : sockets) {
      posix.close(socket);
    }
    posix.close(epoll);
    arena.close();
  }
}
