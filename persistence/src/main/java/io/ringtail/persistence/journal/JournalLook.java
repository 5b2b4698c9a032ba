// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.handlers.journal.Entries;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.handlers.port.JournalReader.OnEntry;
import io.ringtail.persistence.StorageStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A look at the journal of a data folder that changes nothing and disturbs nobody: the node may
 * run.
 *
 * <p>Owner: the calling thread. Allocates: per call.
 */
public final class JournalLook {
  private final JournalFolder folder;

  private JournalLook(final JournalFolder folder) {
    this.folder = folder;
  }

  /**
   * One file.
   *
   * @param entries those in frames whose checksum is right
   * @param unsound frames whose checksum is wrong
   * @param firstId id of the first sound entry; 0 for none
   * @param ended whether the journal has gone on to the next file
   * @param gap whether something lies behind the end of the frames that is no frame
   */
  public record FileReport(
      Path file,
      long lengthBytes,
      long entries,
      long unsound,
      long firstId,
      long lastId,
      boolean ended,
      boolean gap) {}

  /**
   * The journal in this data folder.
   *
   * @throws StorageStartException when there is none, or it cannot be read
   */
  public static JournalLook at(final Path dataFolder) {
    final Path path = dataFolder.resolve("journal");
    if (!Files.exists(path.resolve("identity"))) {
      throw new StorageStartException(
          "There is no journal in " + dataFolder, "Name a node's data folder with --data", null);
    }
    try {
      return new JournalLook(JournalFolder.existing(path));
    } catch (final IOException e) {
      throw unreadable(path, e);
    }
  }

  private static StorageStartException unreadable(final Path path, final IOException e) {
    return new StorageStartException(
        "The journal " + path + " cannot be read: " + e, "Check the disk and the rights", e);
  }

  public String identity() {
    return folder.identity();
  }

  /** How long one file is written to, in words of the configuration. */
  public String roll() {
    return folder.roll().name();
  }

  /** {@code open} while a node runs or after it was killed. */
  public boolean isOpen() {
    return Files.exists(folder.path().resolve("open"));
  }

  /**
   * Reads every file, oldest first.
   *
   * @throws StorageStartException at an entry that a newer Ringtail has written
   */
  public List<FileReport> files() {
    final List<FileReport> reports = new ArrayList<>();
    forEachFile(file -> reports.add(report(file)));
    return reports;
  }

  private FileReport report(final Path file) throws IOException {
    final long[] ids = new long[2];
    final long[] entries = {0};
    final JournalFile.Found found =
        scan(
            file,
            (index, buffer, start, end) -> {
              entries[0]++;
              ids[1] = Layout.id(buffer, start);
              ids[0] = ids[0] == 0 ? ids[1] : ids[0];
            });
    final boolean gap = !found.ended() && JournalFile.isUsedBehind(file, found.end());
    return new FileReport(
        file, Files.size(file), entries[0], found.unsound(), ids[0], ids[1], found.ended(), gap);
  }

  /** Hands on every sound entry, oldest first, with its index; as {@link #files} otherwise. */
  public void forEach(final OnEntry onEntry) {
    forEachFile(file -> scan(file, onEntry));
  }

  private JournalFile.Found scan(final Path file, final OnEntry onEntry) throws IOException {
    final int cycle = folder.cycle(file);
    return JournalFile.scan(
        file,
        (sequence, frame, length, sound) -> {
          if (sound && length >= Integer.BYTES + Layout.HEAD_BYTES) {
            final long index = folder.roll().cycle.toIndex(cycle, sequence);
            NewerEntries.refuse(index, frame, Integer.BYTES, length);
            Entries.forEach(index, frame, Integer.BYTES, length, onEntry);
          }
        });
  }

  /** What is done with a file. */
  private interface OnFile {
    void on(Path file) throws IOException;
  }

  private void forEachFile(final OnFile onFile) {
    try {
      for (final Path file : folder.files()) {
        onFile.on(file);
      }
    } catch (final IOException e) {
      throw unreadable(folder.path(), e);
    }
  }
}
