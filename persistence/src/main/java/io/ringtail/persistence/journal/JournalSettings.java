// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.nio.file.Path;
import java.time.Duration;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * Where the journal lies and what it promises.
 *
 * @param folder a folder of its own inside the data folder, whose lock is held by the caller
 * @param sync when entries are forced to the disk
 * @param syncInterval the pause between two syncs of {@link Sync#INTERVAL}
 * @param roll how long one file is written to
 * @param blockBytes how much of a file is mapped at a time; four times the largest entry or more
 * @param minFreeBytes disk space below which nothing durable is admitted
 * @param ackSynced whether acknowledgements wait for the sync, so that nobody is told to forget
 *     what a loss of power would take back
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record JournalSettings(
    Path folder,
    Sync sync,
    Duration syncInterval,
    Roll roll,
    int blockBytes,
    long minFreeBytes,
    boolean ackSynced) {

  /**
   * When entries are forced to the disk, always by the keeper and never in the way of a message.
   */
  public enum Sync {
    /** When the kernel likes, or half a minute later. */
    NONE,
    /** Together, at most one interval late. */
    INTERVAL,
    /** As soon as the sync before is done. */
    ALWAYS
  }

  /** How long one file is written to. */
  public enum Roll {
    FIVE_MINUTELY(RollCycles.FIVE_MINUTELY),
    HOURLY(RollCycles.FAST_HOURLY),
    DAILY(RollCycles.FAST_DAILY);

    final RollCycle cycle;

    Roll(final RollCycle cycle) {
      this.cycle = cycle;
    }
  }

  /** The defaults, for a data folder. */
  public static JournalSettings in(final Path dataFolder) {
    return new JournalSettings(
        dataFolder.resolve("journal"),
        Sync.INTERVAL,
        Duration.ofMillis(5),
        Roll.HOURLY,
        4 << 20,
        256L << 20,
        false);
  }
}
