// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.handlers.journal.Entries;
import io.ringtail.handlers.port.Journal;
import io.ringtail.handlers.port.JournalReader.OnEntry;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of the journal, at its own pace. An entry whose checksum is wrong is passed over with
 * a line in the log: it was never synced, or the disk lost it.
 *
 * <p>Owner: one thread at a time. Allocates: at start, and to grow for a larger entry.
 */
public final class JournalTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JournalTail.class);
  private static final int INITIAL_BYTES = 1 << 12;

  private final ExcerptTailer tailer;
  private final CRC32C checksum = new CRC32C();
  private byte[] frame = new byte[INITIAL_BYTES];
  private long lastIndex;
  private int lastLength;

  private JournalTail(final ExcerptTailer tailer) {
    this.tailer = tailer;
    tailer.singleThreadedCheckDisabled(true);
  }

  /** From the first entry there is to the last. */
  static JournalTail forwards(final SingleChronicleQueue queue) {
    return new JournalTail(queue.createTailer());
  }

  /** From the last entry to the first. */
  static JournalTail backwards(final SingleChronicleQueue queue) {
    return new JournalTail(queue.createTailer().direction(TailerDirection.BACKWARD).toEnd());
  }

  /**
   * Goes on behind this entry; before the first where it is not there any more, or not there yet: a
   * journal that lost its end gives the same indexes again.
   *
   * @return whether the entry was found
   */
  boolean moveAfter(final long index) {
    lastIndex = index;
    if (index != Journal.NONE && tailer.moveToIndex(index)) {
      try (DocumentContext passed = tailer.readingDocument()) {
        return passed.isPresent();
      }
    }
    tailer.toStart();
    return index == Journal.NONE;
  }

  /** Begins with this append; false, and with the first, where it is not there. */
  boolean moveTo(final long index) {
    final boolean found = index != Journal.NONE && tailer.moveToIndex(index);
    if (!found) {
      tailer.toStart();
    }
    lastIndex = Journal.NONE;
    return found || index == Journal.NONE;
  }

  /**
   * Hands on the entries of the next append; false when there is none yet.
   *
   * @throws io.ringtail.persistence.StorageStartException at one that a newer Ringtail has written
   */
  public boolean next(final OnEntry onEntry) {
    while (read()) {
      if (JournalFile.isSound(checksum, frame, lastLength)) {
        NewerEntries.refuse(lastIndex, frame, Integer.BYTES, lastLength);
        Entries.forEach(lastIndex, frame, Integer.BYTES, lastLength, onEntry);
        return true;
      }
      LOG.error("Journal entry {} is damaged and passed over", Long.toHexString(lastIndex));
    }
    return false;
  }

  private boolean read() {
    try (DocumentContext document = tailer.readingDocument()) {
      if (!document.isPresent()) {
        return false;
      }
      final Bytes<?> bytes = document.wire().bytes();
      lastLength = (int) bytes.readRemaining();
      if (lastLength > frame.length) {
        frame = new byte[lastLength * 2];
      }
      bytes.read(frame, 0, lastLength);
      lastIndex = document.index();
      return true;
    }
  }

  /** Index of the entry read last. */
  public long index() {
    return lastIndex;
  }

  @Override
  public void close() {
    tailer.close();
  }
}
