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

  /** Above the id of every entry. */
  long ALL = Long.MAX_VALUE;

  /**
   * Appends entries, one behind the other: all of them survive the end of the process when this
   * returns. ARCHIVE only.
   *
   * @return their index, greater than every one before
   */
  long append(byte[] buffer, int start, int end);

  /**
   * The last append of a batch of slots was made. ARCHIVE only.
   *
   * @param lastId id of its last entry
   */
  void endOfBatch(long lastId);

  /** False while the disk is nearly full: no new durable stanza may be accepted. */
  boolean isAdmitting();

  /** Index of the last entry appended. */
  long appendedIndex();

  /** Index of the last entry that survives a loss of power. */
  long syncedIndex();

  /**
   * A client may be told of the entry with this id and of those below; {@link #ALL} where an append
   * is enough for that.
   */
  long acknowledgedId();

  /** Whoever listens hears once when {@link #acknowledgedId} has moved. ROUTE only. */
  void awaitAcknowledged();
}
