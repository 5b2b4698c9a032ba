// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.persistence.journal.JournalSettings.Roll;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * Opens Chronicle's queues, always the same way: one process, one appender, no telemetry.
 *
 * <p>Owner: the opening thread. Allocates: per call.
 */
final class Queues {
  /** How long the queue waits for a file that another writer might be making: there is none. */
  private static final long TIMEOUT_MS = 1_000;

  private Queues() {}

  static SingleChronicleQueue open(
      final Path folder,
      final Roll roll,
      final int blockBytes,
      final RollClock clock,
      final boolean readOnly) {
    setOnce("chronicle.analytics.disable");
    setOnce("chronicle.announcer.disable");
    return SingleChronicleQueueBuilder.binary(folder)
        .rollCycle(roll.cycle)
        .blockSize(blockBytes)
        .timeProvider(clock)
        .checkInterrupts(false)
        .timeoutMS(TIMEOUT_MS)
        .readOnly(readOnly)
        .build();
  }

  private static void setOnce(final String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, "true");
    }
  }
}
