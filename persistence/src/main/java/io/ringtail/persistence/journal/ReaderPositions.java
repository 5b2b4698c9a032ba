// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Everybody who reads the journal, by name: a file is deleted only behind the slowest.
 *
 * <p>Owner: any thread; registering is for the start. Allocates: per registration.
 */
public final class ReaderPositions {
  private final CopyOnWriteArrayList<ReaderPosition> readers = new CopyOnWriteArrayList<>();

  /**
   * A reader that needs everything behind {@code index} ({@code Journal.NONE}: everything there
   * is).
   */
  public ReaderPosition register(final String name, final long index) {
    final ReaderPosition reader = new ReaderPosition(name, index);
    readers.add(reader);
    return reader;
  }

  public List<ReaderPosition> all() {
    return List.copyOf(readers);
  }

  /** What the slowest has passed; 0 while nobody reads, so that nothing goes unread. */
  public long slowest() {
    long slowest = Long.MAX_VALUE;
    for (final ReaderPosition reader : readers) {
      slowest = Math.min(slowest, reader.index());
    }
    return slowest == Long.MAX_VALUE ? 0 : slowest;
  }
}
