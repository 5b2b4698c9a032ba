// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes from a journal whose node is gone what a loss of power may take: everything its last sync
 * did not cover. Where that ended, the node itself has said.
 *
 * <pre>
 *   index of an entry:  63…32 file │ 31…0 number in the file
 *   header word, at every multiple of 4:  31 not complete │ 30 meta data │ 29…0 length
 * </pre>
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class LostPages {
  private static final int NOT_COMPLETE = 1 << 31;
  private static final int META = 1 << 30;
  private static final int LENGTH = META - 1;
  private static final long NUMBER = 0xFFFF_FFFFL;

  private LostPages() {}

  /** Zeroes the newest file behind the entry; says how many entries went. */
  static int behind(final long syncedIndex, final Path journal) throws IOException {
    Files.writeString(journal.resolve("open"), "another boot"); // by that the node knows
    try (FileChannel channel =
        FileChannel.open(newest(journal), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      final ByteBuffer file =
          channel.map(MapMode.READ_WRITE, 0, channel.size()).order(ByteOrder.LITTLE_ENDIAN);
      final long kept = (syncedIndex & NUMBER) + 1;
      long entries = 0;
      int end = 0;
      int at = 0;
      for (int header = file.getInt(at);
          header != 0 && (header & NOT_COMPLETE) == 0;
          header = file.getInt(at)) {
        at = at + Integer.BYTES + (header & LENGTH) + 3 & -4;
        entries += (header & META) == 0 ? 1 : 0;
        end = entries <= kept ? at : end;
      }
      for (int i = end; i < file.capacity(); i++) {
        file.put(i, (byte) 0);
      }
      return Math.toIntExact(entries - kept);
    }
  }

  private static Path newest(final Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      final List<Path> queue =
          files.filter(file -> file.toString().endsWith(".cq4")).sorted().toList();
      return queue.getLast();
    }
  }
}
