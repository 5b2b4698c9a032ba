// SPDX-License-Identifier: Apache-2.0
package io.ringtail.bench.run;

import io.ringtail.bench.load.LoadLoop;
import io.ringtail.bench.load.LoopStats;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Reads the loops' counters and turns them into figures per interval.
 *
 * <p>Owner: main thread. Allocates: at construction, and a copy per interval.
 */
final class Gauge {
  /**
   * What the loops have counted since they began.
   *
   * @param atNs when it was read
   * @param cpuNs of each loop
   */
  record Reading(
      long atNs,
      long operations,
      long delivered,
      long errors,
      long bytesIn,
      long bytesOut,
      long allocated,
      long[] cpuNs) {
    double seconds(final Reading before) {
      return (atNs - before.atNs) / 1e9;
    }

    long cpuNs(final Reading before) {
      long sum = 0;
      for (int i = 0; i < cpuNs.length; i++) {
        sum += cpuNs[i] - before.cpuNs[i];
      }
      return sum;
    }

    double busiest(final Reading before) {
      double most = 0;
      for (int i = 0; i < cpuNs.length; i++) {
        most = Math.max(most, (cpuNs[i] - before.cpuNs[i]) / (double) (atNs - before.atNs));
      }
      return most;
    }
  }

  private final List<LoadLoop> loops;
  private final Histogram[] latency;
  private final Histogram[] lateness;

  Gauge(final List<LoadLoop> loops) {
    this.loops = loops;
    this.latency = new Histogram[loops.size()];
    this.lateness = new Histogram[loops.size()];
  }

  Reading read() {
    long operations = 0;
    long delivered = 0;
    long errors = 0;
    long in = 0;
    long out = 0;
    long allocated = 0;
    final long[] cpu = new long[loops.size()];
    for (int i = 0; i < cpu.length; i++) {
      final LoopStats stats = loops.get(i).stats();
      operations += stats.operations();
      delivered += stats.delivered();
      errors += stats.errors();
      in += stats.bytesIn();
      out += stats.bytesOut();
      allocated += loops.get(i).allocatedBytes();
      cpu[i] = loops.get(i).cpuNs();
    }
    return new Reading(System.nanoTime(), operations, delivered, errors, in, out, allocated, cpu);
  }

  /** Latencies since the last call. */
  Histogram latencies() {
    final Histogram sum = LoopStats.newHistogram();
    for (int i = 0; i < latency.length; i++) {
      latency[i] = loops.get(i).stats().latencies(latency[i]);
      sum.add(latency[i]);
    }
    return sum;
  }

  /** How late operations went out, since the last call. */
  Histogram latenesses() {
    final Histogram sum = LoopStats.newHistogram();
    for (int i = 0; i < lateness.length; i++) {
      lateness[i] = loops.get(i).stats().latenesses(lateness[i]);
      sum.add(lateness[i]);
    }
    return sum;
  }
}
