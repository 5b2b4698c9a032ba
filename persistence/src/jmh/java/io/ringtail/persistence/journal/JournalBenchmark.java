// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.persistence.journal.JournalSettings.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One entry into the journal, as ARCHIVE appends it: check sum, copy into the mapped file, index.
 *
 * <pre>
 *   entry ─► CRC32C ─► mapped file ─► index        (no sync: the keeper's, on its own thread)
 * </pre>
 *
 * <p>Now and then a block is mapped: that is part of it. The folder is in java.io.tmpdir.
 *
 * <p>Owner: JMH. Allocates: never per append.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBenchmark {
  @Param({"100", "1000"})
  private int textBytes;

  private Path folder;
  private ChronicleJournal journal;
  private byte[] entry;

  /** Opens a journal that nobody syncs. */
  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("ringtail-jmh");
    final Journals journals = new Journals(folder.resolve("journal"));
    journals.sync = Sync.NONE;
    journal = journals.open();
    entry = Journals.entry(1, "x".repeat(textBytes));
  }

  /** One entry. */
  @Benchmark
  public long append() {
    return journal.append(entry, 0, entry.length);
  }

  /** Closes the journal and removes its files. */
  @TearDown
  public void close() throws IOException {
    journal.close();
    final List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    for (final Path file : files) {
      Files.delete(file);
    }
  }
}
