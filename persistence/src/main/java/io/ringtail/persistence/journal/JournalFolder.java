// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.persistence.journal.JournalSettings.Roll;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The journal's folder: which files there are, which journal it is, and how it was left.
 *
 * <pre>
 *   journal/identity            who: a name made once, and the roll cycle it was made with
 *   journal/open                there while a process writes; holds the kernel's boot id
 *   journal/20261125-23F.cq4    one file per cycle
 *   journal/….precreated        the next one, prepared
 *   journal/….damaged           what was put aside, see {@link Salvage}
 * </pre>
 *
 * <p>Owner: the starting thread; file names and listing are for anyone. Allocates: per call.
 */
final class JournalFolder {
  static final String SUFFIX = ".cq4";
  private static final String METADATA = "metadata.cq4t";
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** How the last process left the journal. */
  enum Left {
    /** Closed in order, or never used. */
    CLEAN,
    /** The process ended, the kernel went on: nothing written is lost. */
    KILLED,
    /** The machine went down: pages may be missing anywhere behind the last sync. */
    POWER_LOST
  }

  private final Path path;
  private final String identity;
  private final Roll roll;
  private final DateTimeFormatter format;

  private JournalFolder(final Path path, final String identity, final Roll roll) {
    this.path = path;
    this.identity = identity;
    this.roll = roll;
    this.format =
        DateTimeFormatter.ofPattern(roll.cycle.format(), Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  /**
   * Creates the folder if need be.
   *
   * @param wanted the roll cycle of a new journal; an old one keeps its own
   */
  static JournalFolder prepare(final Path path, final Roll wanted) throws IOException {
    Files.createDirectories(path);
    final Path file = path.resolve("identity");
    if (!Files.exists(file)) {
      final Path whole = path.resolve("identity.new");
      Files.writeString(whole, UUID.randomUUID() + " " + wanted + '\n');
      force(whole);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      force(path);
    }
    return existing(path);
  }

  /** A journal that is there, for looking at. */
  static JournalFolder existing(final Path path) throws IOException {
    final String[] words = Files.readString(path.resolve("identity")).strip().split(" ");
    if (words.length != 2) {
      throw new IOException("the file " + path.resolve("identity") + " is damaged");
    }
    try {
      return new JournalFolder(path, words[0], Roll.valueOf(words[1]));
    } catch (final IllegalArgumentException unknown) {
      throw new IOException(
          "its files are " + words[1] + ", which this version of Ringtail does not know", unknown);
    }
  }

  Path path() {
    return path;
  }

  String identity() {
    return identity;
  }

  Roll roll() {
    return roll;
  }

  Left left() throws IOException {
    final Path marker = path.resolve("open");
    if (!Files.exists(marker)) {
      return Left.CLEAN;
    }
    final String boot = bootId();
    return !boot.isEmpty() && Files.readString(marker).equals(boot) ? Left.KILLED : Left.POWER_LOST;
  }

  /** From now on an end without {@link #markClosed} is noticed. */
  void markOpen() throws IOException {
    final Path marker = path.resolve("open");
    Files.writeString(marker, bootId());
    force(marker);
    force(path);
  }

  void markClosed() throws IOException {
    Files.deleteIfExists(path.resolve("open"));
    force(path);
  }

  private static String bootId() throws IOException {
    return Files.isReadable(BOOT_ID) ? Files.readString(BOOT_ID) : "";
  }

  /**
   * Removes what the queue makes again from its files, above all its locks: a process number in one
   * may be another process's by now, and the data folder's lock says that nobody writes here.
   */
  void forgetDerived() throws IOException {
    Files.deleteIfExists(path.resolve(METADATA));
    try (Stream<Path> all = Files.list(path)) {
      for (final Path file : all.filter(each -> each.toString().endsWith(".precreated")).toList()) {
        Files.delete(file);
      }
    }
  }

  /** The file of a cycle, whether it exists or not. */
  Path file(final int cycle) {
    final long startMs = (long) cycle * roll.cycle.lengthInMillis();
    return path.resolve(format.format(Instant.ofEpochMilli(startMs)) + SUFFIX);
  }

  /**
   * When the cycle of this file began; its name begins with date, hour and minute as far as needed.
   */
  long startMs(final Path file) {
    final String name = file.getFileName().toString();
    final LocalDate date = LocalDate.parse(name.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE);
    final boolean inDay = name.charAt(8) == '-';
    final int hour = inDay ? Integer.parseInt(name, 9, 11, 10) : 0;
    final int minute =
        inDay && Character.isDigit(name.charAt(11)) ? Integer.parseInt(name, 11, 13, 10) : 0;
    return date.atTime(hour, minute).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  int cycle(final Path file) {
    return (int) (startMs(file) / roll.cycle.lengthInMillis());
  }

  /** Where the queue looks for a file made ahead. */
  Path prepared(final int cycle) {
    final String name = file(cycle).getFileName().toString();
    return path.resolve(name.substring(0, name.length() - SUFFIX.length()) + ".precreated");
  }

  /** Every file with entries, oldest first; what somebody else has put there is none. */
  List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(JournalFolder::isOurs).sorted().toList();
    }
  }

  private static boolean isOurs(final Path file) {
    final String name = file.getFileName().toString();
    return Character.isDigit(name.charAt(0)) && name.endsWith(SUFFIX);
  }

  /** Forces a file, or the names in a folder, to the disk. */
  static void force(final Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
