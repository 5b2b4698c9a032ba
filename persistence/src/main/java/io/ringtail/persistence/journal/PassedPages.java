// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.handlers.port.Journal;
import io.ringtail.ring.Counter;

/**
 * Gives the memory of journal pages that are on the disk and no start would read back to the
 * kernel: the next append takes it again, warm, and the page cache is left to the database.
 *
 * <pre>
 *   … let go ────┐                 mark taken             appended
 *                │ blocks still mapped │   waits for sync     │
 *                                          and readers
 * </pre>
 *
 * <p>Owner: the keeper. Allocates: per range let go.
 */
final class PassedPages {
  /** The appender's block with its overlap, and the one that readers may still have mapped. */
  private static final int MAPPED_BLOCKS = 3;

  /** A block that was still mapped at its first time is asked for again. */
  private static final int AGAIN_BLOCKS = 4;

  private final FileCalls calls;
  private final JournalFolder folder;
  private final int blockBytes;
  private final Counter released;
  private int fileCycle;
  private long letGoBytes;
  private long markIndex = Journal.NONE;
  private long markPosition;

  PassedPages(
      final FileCalls calls,
      final JournalFolder folder,
      final int blockBytes,
      final Counter released) {
    this.calls = calls;
    this.folder = folder;
    this.blockBytes = blockBytes;
    this.released = released;
  }

  /**
   * One step.
   *
   * @param appended the last entry there is
   * @param position where it ends in its file
   * @param passed the entry up to which everything is synced and read
   */
  void advance(final long appended, final long position, final long passed) {
    if (markIndex != Journal.NONE && passed >= markIndex) {
      final int cycle = folder.roll().cycle.toCycle(markIndex);
      if (cycle == fileCycle) {
        letGo(cycle, markPosition - (long) MAPPED_BLOCKS * blockBytes);
      } else {
        fileCycle = cycle;
        letGoBytes = 0;
      }
      markIndex = Journal.NONE;
    }
    if (markIndex == Journal.NONE) {
      markIndex = appended;
      markPosition = position;
    }
  }

  private void letGo(final int cycle, final long upTo) {
    if (upTo - letGoBytes >= blockBytes) {
      final long from = Math.max(0, letGoBytes - (long) AGAIN_BLOCKS * blockBytes);
      if (calls.letGo(folder.file(cycle), from, upTo - from) == 0) {
        released.add(upTo - letGoBytes);
      }
      letGoBytes = upTo;
    }
  }
}
