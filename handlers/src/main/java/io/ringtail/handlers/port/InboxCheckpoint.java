// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

/**
 * Room outside memory for inboxes that their store does not take, by account number: for as long as
 * the process runs, and from one that ended in order to the next. What was not left in order is
 * thrown away: the journal rebuilds it.
 *
 * <pre>
 *   content of an account:  │ part 0 │ part 1 │ …   more may be put behind what is there
 * </pre>
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
public interface InboxCheckpoint {
  /**
   * What the store and the checkpoint together held when the last process ended.
   *
   * @param storeId up to which entry the store alone was complete
   * @param completeId up to which entry both together were
   * @param index where in the journal everything above that begins, or before
   */
  record Left(long storeId, long completeId, long index) {}

  /** Hears which parts there are. */
  interface OnPart {
    void on(long account, int part);
  }

  /** Says of a part whether it still counts. */
  interface IsCurrent {
    boolean is(long account, int part);
  }

  /**
   * What the last process left, if all of it can be trusted and lies within what the journal has
   * synced; otherwise null, and the checkpoint is empty.
   */
  Left open();

  /** Every part that was left. */
  void forEach(OnPart onPart);

  /**
   * Puts content at this part and those behind it.
   *
   * @return how many parts it took; 0 when there is no room for it, nothing counts then
   */
  int put(long account, int firstPart, byte[] content);

  /**
   * What was put, part behind part.
   *
   * @throws StoreException when it cannot be read any more
   */
  byte[] get(long account, int parts);

  /** It is empty, and takes no room on the disk. */
  void clear();

  /**
   * Leaves it to the next process; nothing is put any more. When that fails it is empty.
   *
   * @param current parts that do not count are not left
   */
  void leave(Left left, IsCurrent current);
}
