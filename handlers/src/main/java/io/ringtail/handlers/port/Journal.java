// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

/**
 * The log that takes every durable fact, in the order of the ring; implemented by {@code
 * persistence}.
 *
 * <p>Owner: ARCHIVE appends; the rest is for any thread. Allocates: never after start.
 */
public interface Journal {
  /** Index before the first entry. */
  long NONE = 0;

  /**
   * Appends one entry: it survives the end of the process when this returns. ARCHIVE only.
   *
   * @return its index, greater than every one before
   */
  long append(byte[] buffer, int start, int end);

  /** The last append of a batch of slots was made. ARCHIVE only. */
  void endOfBatch();

  /** False while the disk is nearly full: no new durable stanza may be accepted. */
  boolean isAdmitting();

  /** Index of the last entry appended. */
  long appendedIndex();

  /** Index of the last entry that survives a loss of power. */
  long syncedIndex();
}
