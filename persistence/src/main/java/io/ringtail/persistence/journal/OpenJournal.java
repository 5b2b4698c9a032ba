// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.persistence.StorageStartException;
import io.ringtail.persistence.journal.JournalFolder.Left;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the queue on a journal folder, however the last process left it; where the clock has gone
 * back since, the last file is gone on with. Old files are closed and synced; only the last one can
 * be damaged by a crash, so only that one is looked at:
 *
 * <pre>
 *   clean, killed   its last entry must lie inside the file as it was found
 *   power lost      every frame is read: a gap anywhere before its end would hide what follows
 * </pre>
 *
 * <p>Owner: the starting thread. Allocates: per call.
 */
final class OpenJournal {
  private static final Logger LOG = LoggerFactory.getLogger(OpenJournal.class);
  private static final long GAP = -1;

  private final JournalSettings settings;
  private final RollClock clock;

  OpenJournal(final JournalSettings settings, final RollClock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** An open queue and its folder. */
  record Opened(JournalFolder folder, SingleChronicleQueue queue) {}

  Opened open() {
    try {
      final JournalFolder folder = JournalFolder.prepare(settings.folder(), settings.roll());
      final Left left = folder.left();
      folder.markOpen();
      folder.forgetDerived();
      return new Opened(folder, open(folder, left));
    } catch (final IOException | RuntimeException e) {
      throw new StorageStartException(
          "The journal " + settings.folder() + " cannot be opened: " + e,
          "Check the disk; if the journal is beyond mending, move that folder away: what the"
              + " database has not got yet is lost with it",
          e);
    }
  }

  private SingleChronicleQueue open(final JournalFolder folder, final Left left)
      throws IOException {
    final List<Path> files = folder.files();
    if (files.isEmpty()) {
      return queue(folder);
    }
    final Path last = files.getLast();
    clock.advance(folder.startMs(last));
    final long soundBytes = left == Left.POWER_LOST ? soundBytes(last) : Files.size(last);
    final SingleChronicleQueue queue = soundBytes == GAP ? null : openUpTo(folder, soundBytes);
    if (queue != null) {
      return queue;
    }
    new Salvage(folder, settings.blockBytes()).mend(last);
    return queue(folder);
  }

  /** How far the frames go; {@link #GAP} when something lies behind their end. */
  private static long soundBytes(final Path file) throws IOException {
    final JournalFile.Found found = JournalFile.scan(file, (sequence, frame, length, sound) -> {});
    return found.ended() || !JournalFile.isUsedBehind(file, found.end()) ? found.end() : GAP;
  }

  /** The queue, or null when its last entry is not inside the sound part of its file. */
  private SingleChronicleQueue openUpTo(final JournalFolder folder, final long soundBytes) {
    final SingleChronicleQueue queue = queue(folder);
    boolean sound = false;
    try {
      sound = endOf(queue) <= soundBytes;
    } catch (final RuntimeException damaged) {
      LOG.warn("The last journal file is damaged: {}", damaged.toString());
    } finally {
      if (!sound) {
        queue.close();
      }
    }
    return sound ? queue : null;
  }

  private SingleChronicleQueue queue(final JournalFolder folder) {
    return Queues.open(folder.path(), folder.roll(), settings.blockBytes(), clock, false);
  }

  /** The end of the last entry's header, by the file's own account. */
  private static long endOf(final SingleChronicleQueue queue) {
    final SingleChronicleQueueStore store =
        queue.storeForCycle(queue.lastCycle(), queue.epoch(), false, null);
    if (store == null) {
      return Long.MAX_VALUE;
    }
    try {
      return store.writePosition() + Integer.BYTES;
    } finally {
      queue.closeStore(store);
    }
  }
}
