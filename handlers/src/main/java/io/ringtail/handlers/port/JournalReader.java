// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import java.util.List;

/**
 * Reads the journal from where a view left it, in order; implemented by {@code persistence}.
 *
 * <p>Owner: the thread that replays. Allocates: per call, not per entry.
 */
public interface JournalReader {
  /** What is done with an entry; its bytes are valid inside the call. */
  interface OnEntry {
    void on(long index, byte[] buffer, int start, int end);
  }

  /** Looks at an entry; its bytes are valid inside the call. */
  interface Search {
    boolean isFound(long index, byte[] buffer, int start, int end);
  }

  /** What is rebuilt from the journal: it takes what lies behind its own place. */
  interface View extends OnEntry {
    /** The index behind which it begins; {@link Journal#NONE} for the first entry that is kept. */
    long after();

    /** It has had every entry there is; {@code last} is the index of the last. */
    void replayed(long last);
  }

  /** Looks from the newest append back to the oldest; true when found. */
  boolean search(Search search);

  /**
   * Hands on every entry behind {@code afterIndex} ({@link Journal#NONE} for all that are kept).
   *
   * @return index of the last entry there is, {@code afterIndex} when there is none
   */
  long replay(long afterIndex, OnEntry onEntry);

  /** Hands on to each view what it lacks, in one pass over all that any of them lacks. */
  default void replay(final List<? extends View> views) {
    final long first = views.stream().mapToLong(View::after).min().orElse(Journal.NONE);
    final long last =
        replay(
            first,
            (index, buffer, start, end) -> {
              for (int i = 0; i < views.size(); i++) {
                if (index > views.get(i).after()) {
                  views.get(i).on(index, buffer, start, end);
                }
              }
            });
    views.forEach(view -> view.replayed(last));
  }
}
