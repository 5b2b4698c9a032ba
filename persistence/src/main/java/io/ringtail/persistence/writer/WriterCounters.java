// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import io.ringtail.ring.Counter;
import io.ringtail.ring.Counters;

/**
 * What the store writer counts: {@code entries} per second and {@code busy_ns} per entry follow
 * from these. Entries it passed over are none, but for their bytes.
 *
 * <p>Owner: the store writer adds; anyone reads. Allocates: at start.
 */
final class WriterCounters {
  final Counter entries;
  final Counter bytes;
  final Counter batches;
  final Counter lastBatch;
  final Counter largestBatch;
  final Counter busyNs;
  final Counter retries;
  final Counter parked;
  final Counter failing;

  WriterCounters(final Counters counters) {
    this.entries = counters.counter("writer.entries");
    this.bytes = counters.counter("writer.bytes");
    this.batches = counters.counter("writer.batches");
    this.lastBatch = counters.counter("writer.last_batch");
    this.largestBatch = counters.counter("writer.largest_batch");
    this.busyNs = counters.counter("writer.busy_ns");
    this.retries = counters.counter("writer.retries");
    this.parked = counters.counter("writer.parked");
    this.failing = counters.counter("writer.failing");
  }

  void written(final BatchStore.Part part, final long tookNs) {
    final int count = part.to() - part.from();
    entries.add(count);
    bytes.add(part.batch().coveredBytes(part.from(), part.to()));
    batches.increment();
    lastBatch.set(count);
    largestBatch.max(count);
    busyNs.add(tookNs);
  }
}
