// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.handlers.journal.Layout;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads one file of the queue by itself, without the queue: what is damaged can be looked at, and a
 * running node is not disturbed.
 *
 * <pre>
 *   header word, at every multiple of 4:  31 not complete │ 30 meta data │ 29…0 length
 *   0 or not complete: the end
 * </pre>
 *
 * <p>Owner: the calling thread. Allocates: per call, and per entry where the caller keeps it.
 */
final class JournalFile {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int NOT_COMPLETE = 1 << 31;
  private static final int META = 1 << 30;
  private static final int LENGTH = META - 1;
  private static final int END_OF_FILE = NOT_COMPLETE | META;
  private static final int ALIGNMENT = 4;

  /** What is done with a frame; the array is reused for the next. */
  interface OnFrame {
    /**
     * @param sequence its number in this file
     * @param frame checksum and entry
     * @param sound whether the checksum is right
     */
    void on(long sequence, byte[] frame, int length, boolean sound);
  }

  /**
   * What a file holds.
   *
   * @param entries frames of data
   * @param unsound frames whose checksum is wrong
   * @param end where the frames end
   * @param ended whether the queue has closed the file and gone on to the next
   */
  record Found(long entries, long unsound, long end, boolean ended) {}

  private JournalFile() {}

  /** Hands on every whole frame up to the first place where there is none. */
  static Found scan(final Path file, final OnFrame onFrame) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      final long size = channel.size();
      return scan(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena), onFrame);
    }
  }

  private static Found scan(final MemorySegment file, final OnFrame onFrame) {
    final Frames frames = new Frames(file, onFrame);
    long at = 0;
    while (at + Integer.BYTES <= file.byteSize()) {
      final int header = file.get(INT, at);
      final long end = at + Integer.BYTES + (header & LENGTH);
      if (header == 0 || (header & NOT_COMPLETE) != 0 || end > file.byteSize()) {
        return frames.found(at, header == END_OF_FILE);
      }
      if ((header & META) == 0) {
        frames.take(at + Integer.BYTES, header & LENGTH);
      }
      at = end + ALIGNMENT - 1 & -ALIGNMENT;
    }
    return frames.found(at, false);
  }

  /** Whether the frame begins with the right checksum. */
  static boolean isSound(final CRC32C checksum, final byte[] frame, final int length) {
    if (length <= Integer.BYTES) {
      return false;
    }
    checksum.reset();
    checksum.update(frame, Integer.BYTES, length - Integer.BYTES);
    return (int) checksum.getValue() == Layout.getInt(frame, 0);
  }

  /** Whether anything but zeros lies behind this place. */
  static boolean isUsedBehind(final Path file, final long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      final long rest = channel.size() - at;
      if (rest <= 0) {
        return false;
      }
      final MemorySegment segment = channel.map(FileChannel.MapMode.READ_ONLY, at, rest, arena);
      for (long each = 0; each < rest; each++) {
        if (segment.get(ValueLayout.JAVA_BYTE, each) != 0) {
          return true;
        }
      }
      return false;
    }
  }

  /** Counts and hands on. */
  private static final class Frames {
    private final MemorySegment file;
    private final OnFrame onFrame;
    private final CRC32C checksum = new CRC32C();
    private byte[] frame = new byte[1 << 12];
    private long entries;
    private long unsound;

    Frames(final MemorySegment file, final OnFrame onFrame) {
      this.file = file;
      this.onFrame = onFrame;
    }

    void take(final long at, final int length) {
      if (length > frame.length) {
        frame = new byte[length * 2];
      }
      MemorySegment.copy(file, ValueLayout.JAVA_BYTE, at, frame, 0, length);
      final boolean sound = isSound(checksum, frame, length);
      onFrame.on(entries++, frame, length, sound);
      if (!sound) {
        unsound++;
      }
    }

    Found found(final long end, final boolean ended) {
      return new Found(entries, unsound, end, ended);
    }
  }
}
