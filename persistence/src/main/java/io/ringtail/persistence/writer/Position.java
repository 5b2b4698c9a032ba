// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

/**
 * How far a journal has been written: its last entry in the database.
 *
 * <p>Owner: anyone, immutable. Allocates: per batch.
 *
 * @param index in the journal
 * @param id of the entry; what counts, as a journal that lost its end gives indexes again
 */
public record Position(long index, long id) {
  /** Nothing yet. */
  public static final Position NONE = new Position(0, 0);
}
