// SPDX-License-Identifier: Apache-2.0
package io.ringtail.perf.live;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * What the JVM and the kernel tell about this process.
 *
 * <p>Owner: any thread. Allocates: per look.
 */
public final class Machine implements AutoCloseable {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final long PAGE_BYTES = 4096;
  private static final double MS = 1e3;
  private static final double PERCENT = 100;

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final NotificationListener listener = this::onCollection;
  private final AtomicLong pauses = new AtomicLong();
  private final AtomicLong pausedMs = new AtomicLong();
  private final AtomicLong longestMs = new AtomicLong();
  private final AtomicLong longestLatelyMs = new AtomicLong();

  public Machine() {
    for (final GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (each instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(listener, null, null);
      }
    }
  }

  private void onCollection(final Notification told, final Object ignored) {
    if (told.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      final var info = GarbageCollectionNotificationInfo.from((CompositeData) told.getUserData());
      // a concurrent collector's cycles stop nobody; its pauses come as collections of their own
      if (!info.getGcName().contains("Cycles") && !info.getGcName().contains("Concurrent")) {
        final long ms = info.getGcInfo().getDuration();
        pauses.incrementAndGet();
        pausedMs.addAndGet(ms);
        longestMs.accumulateAndGet(ms, Math::max);
        longestLatelyMs.accumulateAndGet(ms, Math::max);
      }
    }
  }

  /** CPU time of the whole process. */
  public long cpuNs() {
    return system.getProcessCpuTime();
  }

  /** Seconds since the JVM started. */
  public double upSeconds() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / MS;
  }

  public MemoryUsage heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
  }

  /** How much of the heap was in use after the last collection of its oldest part. */
  public double livePercent() {
    for (final MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      final MemoryUsage usage = pool.getCollectionUsage();
      final boolean isOld = pool.getName().contains("Old") || pool.getName().contains("Tenured");
      if (isOld && usage != null && usage.getMax() > 0) {
        return usage.getUsed() * PERCENT / usage.getMax();
      }
    }
    return 0; // this collector does not tell
  }

  /** Buffers outside the heap: the JVM's own and Netty's. */
  public long directBytes() {
    long bytes = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    for (final BufferPoolMXBean pool :
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct")) {
        bytes += pool.getMemoryUsed();
      }
    }
    return bytes;
  }

  /** Resident memory; 0 where the kernel does not say. */
  public long residentBytes() {
    try {
      final String[] words = Files.readString(STATM, StandardCharsets.US_ASCII).split(" ");
      return Long.parseLong(words[1]) * PAGE_BYTES;
    } catch (final IOException elsewhere) {
      return 0;
    }
  }

  public long gcPauses() {
    return pauses.get();
  }

  public double gcSeconds() {
    return pausedMs.get() / MS;
  }

  public double gcLongestSeconds() {
    return longestMs.get() / MS;
  }

  /** The longest pause since the last call. */
  public long takeLongestPauseMs() {
    return longestLatelyMs.getAndSet(0);
  }

  /** Cores the process may use. */
  public int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public void close() {
    for (final GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (each instanceof NotificationEmitter emitter) {
        try {
          emitter.removeNotificationListener(listener);
        } catch (final javax.management.ListenerNotFoundException already) {
          continue;
        }
      }
    }
  }
}
