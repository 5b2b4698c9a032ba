// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

/**
 * The database as the store writer sees it: transactions that hold rows and position together.
 *
 * <p>Owner: the store writer. Allocates: per batch. Every method may throw {@link
 * io.ringtail.handlers.port.StoreException}, after which the outcome is open: the next call tells.
 */
public interface BatchStore extends AutoCloseable {
  /** What of a batch is to be written, and from where. */
  record Part(Batch batch, int from, int to, boolean mayRepeat) {
    public Position end() {
      return batch.position(to - 1);
    }

    /** What of it lies behind this position; null when nothing does. */
    Part behind(final Position position) {
      if (end().id() <= position.id()) {
        return null;
      }
      int first = from;
      while (first < to && batch.id(first) <= position.id()) {
        first++;
      }
      return first == to ? null : new Part(batch, first, to, mayRepeat);
    }

    Part again() {
      return new Part(batch, from, to, true);
    }

    Part firstHalf() {
      return new Part(batch, from, from + (to - from) / 2, mayRepeat);
    }

    Part secondHalf() {
      return new Part(batch, from + (to - from) / 2, to, mayRepeat);
    }

    boolean isOne() {
      return to - from == 1;
    }
  }

  /** How far this journal has been written; {@link Position#NONE} for one never seen. */
  Position position(String journal);

  /**
   * Writes rows and position in one transaction, if the journal stands where the caller believes.
   *
   * @return where it stands now: the part's end, or what another transaction had left
   */
  Position write(String journal, Position expected, Part part);

  /**
   * Forgets how far this journal was written: everything it has is written again, where missing.
   */
  void rewind(String journal);

  /** As {@link #write} for one entry the database does not take: it is kept aside, whole. */
  Position park(String journal, Position expected, Part part, String reason);

  /** Whether the database refused the data itself, so that the same again is of no use. */
  boolean isDataFault(RuntimeException failure);

  @Override
  void close();
}
