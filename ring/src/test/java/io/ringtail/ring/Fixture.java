// SPDX-License-Identifier: Apache-2.0
package io.ringtail.ring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The parts that the ring's tests share: a clock by hand, diagnostics, choices, waiting.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class Fixture {
  static final long DEADLINE_NS = 60_000_000_000L;

  final Counters counters = new Counters();
  final List<String> firstFaults = new ArrayList<>();
  final ErrorLog errors = new ErrorLog(8, (source, fault) -> firstFaults.add(source));
  final Diagnostics diagnostics = new Diagnostics(counters, errors, System::nanoTime);

  InboundRing<TestSlot> ring(final int capacity, final int producers) {
    return new InboundRing<>(TestSlot::new, capacity, producers, counters);
  }

  Pipeline<TestSlot> pipeline(
      final InboundRing<TestSlot> ring,
      final Threading mode,
      final List<? extends Stage<TestSlot>> stages) {
    final PipelineSettings settings = PipelineSettings.of(choice(mode, stages.size()));
    return new Pipeline<>(ring, stages, TestSlot::free, settings, diagnostics);
  }

  static ThreadingChoice choice(final Threading mode, final int stages) {
    final int threads =
        switch (mode) {
          case INLINE -> 0;
          case SHARED -> 1;
          case DEDICATED, AUTO -> stages;
        };
    return new ThreadingChoice(mode, 1, threads, Idle.BACKOFF, List.of(), "for a test");
  }

  static boolean publish(final RingProducer<TestSlot> producer, final long number) {
    final long sequence = producer.tryClaim();
    if (sequence == RingProducer.REFUSED) {
      return false;
    }
    producer.slot(sequence).number = number;
    producer.publish(sequence);
    return true;
  }

  static void await(final BooleanSupplier condition) {
    final long start = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - start < DEADLINE_NS) {
      Thread.yield();
    }
    assertTrue(condition.getAsBoolean(), "still not so at the deadline");
  }
}
