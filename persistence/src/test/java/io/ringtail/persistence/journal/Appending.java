// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import io.ringtail.ring.Counters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.concurrent.SystemEpochClock;

/**
 * A process that appends entry after entry and says so on its output, until it is killed.
 *
 * <p>Owner: its main thread. Allocates: freely.
 */
final class Appending {
  private Appending() {}

  /** The journal's folder; each id appended goes to standard output as eight bytes. */
  public static void main(final String[] arguments) throws IOException {
    final Journals journals = new Journals(Path.of(arguments[0]));
    try (ChronicleJournal journal =
            ChronicleJournal.open(journals.settings(), SystemEpochClock.INSTANCE, new Counters());
        OutputStream said = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
      final ByteBuffer id = ByteBuffer.allocate(Long.BYTES);
      for (long next = journal.lastId() + 1; ; next++) {
        final byte[] entry = Journals.entry(next, "x".repeat((int) (next % 900)));
        journal.append(entry, 0, entry.length);
        said.write(id.putLong(0, next).array());
      }
    }
  }
}
