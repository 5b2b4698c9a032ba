// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.checkpoint;

import io.ringtail.handlers.port.InboxCheckpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * What a process that ended in order says about the file it left, in one line of text. While a
 * process uses the file, or when it was killed, there is none.
 *
 * <pre>
 *   version journal parts stored complete index last length checksum-of-the-file checksum-of-this
 * </pre>
 *
 * @param journal identity of the journal whose entries are reflected
 * @param parts how many values there are
 * @param lastIndex the journal's last entry then: what is reflected does not go beyond
 *     <p>Owner: anyone, immutable. Allocates: per call.
 */
record LeftFile(
    String journal,
    long parts,
    InboxCheckpoint.Left left,
    long lastIndex,
    long lengthBytes,
    long checksum) {
  /** Another one for every change of the layout, Chronicle Map's included. */
  static final String VERSION = "1";

  private static final int WORDS = 10;
  private static final int READ_BYTES = 1 << 20;

  /** Length and checksum of the whole file. */
  static LeftFile of(
      final String journal,
      final long parts,
      final InboxCheckpoint.Left left,
      final long lastIndex,
      final Path file)
      throws IOException {
    return new LeftFile(journal, parts, left, lastIndex, Files.size(file), checksum(file));
  }

  /** The text as it is: null for one that is damaged or another version's. */
  static LeftFile parse(final String text) {
    final String[] words = text.strip().split(" ");
    final int end = text.lastIndexOf(' ');
    if (words.length != WORDS
        || !words[0].equals(VERSION)
        || !words[WORDS - 1].equals(sumOf(text.substring(0, end)))) {
      return null;
    }
    return new LeftFile(
        words[1],
        Long.parseLong(words[2]),
        new InboxCheckpoint.Left(
            Long.parseLong(words[3]), Long.parseLong(words[4]), Long.parseLong(words[5])),
        Long.parseLong(words[6]),
        Long.parseLong(words[7]),
        Long.parseLong(words[8]));
  }

  String text() {
    final String words =
        String.join(
            " ",
            VERSION,
            journal,
            Long.toString(parts),
            Long.toString(left.storeId()),
            Long.toString(left.completeId()),
            Long.toString(left.index()),
            Long.toString(lastIndex),
            Long.toString(lengthBytes),
            Long.toString(checksum));
    return words + ' ' + sumOf(words) + '\n';
  }

  /** There at once and whole, or not at all. */
  void write(final Path path) throws IOException {
    final Path half = path.resolveSibling(path.getFileName() + ".half");
    Files.writeString(half, text());
    force(half);
    Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
    force(path.getParent());
  }

  /** Whether the file is, byte by byte, the one that was left. */
  boolean describes(final Path file) throws IOException {
    return Files.exists(file) && Files.size(file) == lengthBytes && checksum(file) == checksum;
  }

  /** What stands at the end of the line. */
  static String sumOf(final String words) {
    final CRC32C sum = new CRC32C();
    sum.update(words.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  private static long checksum(final Path file) throws IOException {
    final CRC32C sum = new CRC32C();
    final ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      while (channel.read(buffer) >= 0) {
        sum.update(buffer.flip());
        buffer.clear();
      }
    }
    return sum.getValue();
  }

  /** Forces a file, or the names in a folder, to the disk. */
  static void force(final Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
