// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringtail.handlers.port.Journal;
import io.ringtail.persistence.support.ChildJvm;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal whose process is killed in mid-write. {@code -Dringtail.kills=50} makes the long run;
 * the few of every build show that nothing is broken.
 *
 * <p>Owner: JUnit. Allocates: freely.
 */
class KilledJournalTest {
  private static final int KILLS = Integer.getInteger("ringtail.kills", 2);
  private static final int MAX_ENTRIES = 20_000;

  @TempDir private Path scratch;

  @Test
  void shouldLoseAndDoubleNothingThatWasAppended() throws Exception {
    final long seed = System.nanoTime();
    final Random random = new Random(seed);
    final Path folder = scratch.resolve("journal");
    for (int kill = 0; kill < KILLS; kill++) {
      final long said = appendUntilKilled(folder, random);
      try (ChronicleJournal journal = new Journals(folder).open()) {
        final List<Long> kept = Journals.idsAfter(journal, Journal.NONE);
        final long last = journal.lastId();
        final String when = "seed " + seed + ", kill " + kill;
        assertTrue(last >= said && last <= said + 1, () -> when + ": " + said + " and " + last);
        assertEquals(LongStream.rangeClosed(1, last).boxed().toList(), kept, when);
      }
    }
  }

  /** The last id it said it had appended. */
  private static long appendUntilKilled(final Path folder, final Random random)
      throws IOException, InterruptedException {
    final Process process = ChildJvm.start(Appending.class, folder.toString());
    final int enough = 1 + random.nextInt(MAX_ENTRIES);
    long last = 0;
    try (DataInputStream said = new DataInputStream(process.getInputStream())) {
      for (int entry = 0; entry < enough; entry++) {
        last = said.readLong();
      }
      // By its handle: the process's own method would close the pipe with what is in it.
      process.toHandle().destroyForcibly();
      while (true) {
        last = said.readLong();
      }
    } catch (final EOFException dead) {
      // Everything it said before it died has been read.
      process.waitFor();
      return last;
    } finally {
      process.destroyForcibly();
    }
  }
}
