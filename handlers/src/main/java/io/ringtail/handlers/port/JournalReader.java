// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

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
    boolean isFound(byte[] buffer, int start, int end);
  }

  /** Looks from the newest append back to the oldest; true when found. */
  boolean search(Search search);

  /**
   * Hands on every entry behind {@code afterIndex} ({@link Journal#NONE} for all that are kept).
   *
   * @return index of the last entry there is, {@code afterIndex} when there is none
   */
  long replay(long afterIndex, OnEntry onEntry);
}
