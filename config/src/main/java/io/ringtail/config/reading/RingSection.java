// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.reading;

import io.ringtail.config.schema.Key;
import io.ringtail.config.schema.Kinds;
import io.ringtail.config.schema.Section;
import io.ringtail.config.schema.Values;
import io.ringtail.config.settings.RingSettings;

/**
 * Declares and reads {@code [ring]}.
 *
 * <p>Owner: anyone, stateless. Allocates: at start.
 */
final class RingSection {
  static final Key<String> THREADING =
      Key.of(
          "threading",
          Kinds.word("auto", "inline", "shared", "dedicated"),
          "auto",
          "Which threads run the stages: the I/O loop itself, one thread for all of them, one"
              + " thread for each. Change if a measurement on your machine says so.");
  static final Key<Long> IO_LOOPS =
      Key.of(
          "io_loops",
          Kinds.whole(0, 255),
          0L,
          "Threads that read and write sockets; 0 for as many as the threading mode finds right.");
  static final Key<Long> SIZE =
      Key.of(
              "size",
              Kinds.whole(0, 1_048_576),
              0L,
              "Stanzas that may be on their way at once, a power of two; 0 for 256 where the stages"
                  + " run `inline`, which keeps the ring in the processor's cache, and 8192"
                  + " elsewhere. Change if the ring's occupancy counter nears it.")
          .in("slots");
  static final Key<String> IDLE =
      Key.of(
          "idle",
          Kinds.word("backoff", "yielding", "busy_spin"),
          "backoff",
          "What a stage does when there is no work. Change to `busy_spin` only with cores of its"
              + " own: it is refused where spinning threads would fill the machine.");
  static final Key<Boolean> PIN =
      Key.of(
          "pin",
          Kinds.flag(),
          true,
          "Whether `dedicated` stages get a core of their own each, where there are enough.");

  private static final int SMALLEST = 64;

  static final Section SECTION =
      Section.of("[ring]", "The ring and its agents.", THREADING, IO_LOOPS, SIZE, IDLE, PIN);

  private RingSection() {}

  static RingSettings settings(final Values ring, final Reading reading) {
    final int size = ring.intOf(SIZE);
    if (size != 0 && (size < SMALLEST || Integer.bitCount(size) != 1)) {
      final int near = Math.max(SMALLEST, Integer.highestOneBit(size));
      reading.error(
          ring, SIZE, "is " + size + ", not a power of two from " + SMALLEST + " on; use " + near);
    }
    return new RingSettings(
        ring.get(THREADING), ring.intOf(IO_LOOPS), size, ring.get(IDLE), ring.get(PIN));
  }
}
