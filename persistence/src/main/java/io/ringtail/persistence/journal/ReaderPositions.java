// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Everybody who reads the journal, by name: a file is deleted only behind the slowest.
 *
 * <p>Owner: any thread; registering is for the start. Allocates: per registration.
 */
public final class ReaderPositions {
  private final CopyOnWriteArrayList<ReaderPosition> readers = new CopyOnWriteArrayList<>();

  /**
   * Somebody who reads at a start only, and then needs everything behind {@code index} ({@code
   * Journal.NONE}: everything there is).
   */
  public ReaderPosition register(final String name, final long index) {
    return add(new ReaderPosition(name, index, false));
  }

  /** As {@link #register}, and reads what is appended all the time. */
  public ReaderPosition follow(final String name, final long index) {
    return add(new ReaderPosition(name, index, true));
  }

  private ReaderPosition add(final ReaderPosition reader) {
    readers.add(reader);
    return reader;
  }

  public List<ReaderPosition> all() {
    return List.copyOf(readers);
  }

  /** What the slowest has passed; 0 while nobody reads, so that nothing goes unread. */
  public long slowest() {
    return slowest(readers.stream());
  }

  /** What the slowest of those has passed that read all the time; 0 where there is none. */
  long slowestFollower() {
    return slowest(readers.stream().filter(ReaderPosition::isFollowing));
  }

  private static long slowest(final Stream<ReaderPosition> some) {
    return some.mapToLong(ReaderPosition::index).min().orElse(0);
  }
}
