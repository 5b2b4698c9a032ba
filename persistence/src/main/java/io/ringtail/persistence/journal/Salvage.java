// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a journal file whole again that was cut short or lost pages: what can be read, up to the
 * first gap, is written to a new file under the same indexes; the damaged one is kept beside it.
 *
 * <p>Owner: the starting thread. Allocates: per call.
 */
final class Salvage {
  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  private final JournalFolder folder;
  private final int blockBytes;

  Salvage(final JournalFolder folder, final int blockBytes) {
    this.folder = folder;
    this.blockBytes = blockBytes;
  }

  void mend(final Path file) throws IOException {
    final Path workshop = folder.path().resolve("salvage");
    delete(workshop);
    final JournalFile.Found found = copy(file, workshop);
    final Path damaged = file.resolveSibling(file.getFileName() + ".damaged");
    Files.move(file, damaged, StandardCopyOption.REPLACE_EXISTING);
    if (found.entries() > 0) {
      Files.move(workshop.resolve(file.getFileName()), file, StandardCopyOption.ATOMIC_MOVE);
      JournalFolder.force(file);
    }
    delete(workshop);
    JournalFolder.force(folder.path());
    LOG.error(
        "The journal file {} was damaged behind its first {} bytes: {} entries were saved, the rest"
            + " is in {}",
        file,
        found.end(),
        found.entries(),
        damaged);
  }

  private JournalFile.Found copy(final Path file, final Path workshop) throws IOException {
    final RollClock clock = new RollClock(folder.startMs(file));
    try (SingleChronicleQueue queue =
            Queues.open(workshop, folder.roll(), blockBytes, clock, false);
        ExcerptAppender appender = queue.createAppender()) {
      return JournalFile.scan(
          file,
          (sequence, frame, length, sound) -> {
            try (DocumentContext document = appender.writingDocument()) {
              final Bytes<?> out = document.wire().bytes();
              out.write(frame, 0, length);
            }
          });
    }
  }

  private static void delete(final Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (final Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
