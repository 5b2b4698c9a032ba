// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Says which process holds the data folder: its number and when it began, because numbers are used
 * again (in a container nearly always the same one).
 *
 * <p>Owner: the starting thread. Allocates: per call.
 */
final class HolderFile {
  private final Path file;

  HolderFile(final Path file) {
    this.file = file;
  }

  void write() throws IOException {
    Files.writeString(file, thisProcess());
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  boolean isThisProcess() {
    return read().equals(thisProcess());
  }

  /** Names the process that wrote the file last. */
  String describe() {
    final String pid = read().split(" ", 2)[0];
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  private String read() {
    try {
      return Files.readString(file).strip();
    } catch (final IOException unknown) {
      // Absent or unreadable: only the name in a message is lost, the lock itself decides.
      return "";
    }
  }

  private static String thisProcess() {
    final ProcessHandle process = ProcessHandle.current();
    final long began = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
    return process.pid() + " " + began;
  }
}
