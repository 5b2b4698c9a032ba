// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import java.util.Arrays;

/**
 * The unread messages of one conversation: how many, and of the newest which, so that a marker for
 * one of them leaves exactly those behind it.
 *
 * <pre>
 *   ring of pairs:  archive id │ hash of the message's own id    oldest at first, kept of them
 * </pre>
 *
 * <p>Owner: INBOX. Allocates: while it grows; never more than {@link #KEPT} pairs.
 */
final class UnreadList {
  /** A marker for an unread message older than these changes nothing. */
  static final int KEPT = 1024;

  private static final int FIRST_CAPACITY = 8;
  private static final long[] NONE = {};

  private long[] pairs = NONE;
  private int first;
  private int kept;
  private int count;

  int count() {
    return count;
  }

  /** Room taken by the ring. */
  int bytes() {
    return pairs.length * Long.BYTES;
  }

  void add(final long archiveId, final long hash) {
    count++;
    if (kept == capacity()) {
      if (kept < KEPT) {
        grow(Math.max(FIRST_CAPACITY, kept * 2));
      } else {
        dropOldest(1);
      }
    }
    final int at = slot(kept);
    pairs[at] = archiveId;
    pairs[at + 1] = hash;
    kept++;
  }

  void clear() {
    count = 0;
    kept = 0;
    first = 0;
  }

  /** At least one is unread, whichever it is. */
  void atLeastOne() {
    count = Math.max(count, 1);
  }

  /** Reads everything up to the newest message with this archive id or hash; false if none has. */
  boolean readTo(final long archiveId, final long hash) {
    for (int i = kept - 1; i >= 0; i--) {
      final int at = slot(i);
      if (pairs[at] == archiveId || hash != 0 && pairs[at + 1] == hash) {
        count = kept - 1 - i;
        dropOldest(i + 1);
        return true;
      }
    }
    return false;
  }

  /** The pairs, oldest first. Allocates: per call. */
  long[] toArray() {
    final long[] copy = new long[kept * 2];
    for (int i = 0; i < kept; i++) {
      copy[i * 2] = pairs[slot(i)];
      copy[i * 2 + 1] = pairs[slot(i) + 1];
    }
    return copy;
  }

  /** Becomes what {@link #count} and {@link #toArray} said. */
  void load(final int newCount, final long[] newPairs) {
    clear();
    for (int i = 0; i < newPairs.length; i += 2) {
      add(newPairs[i], newPairs[i + 1]);
    }
    count = newCount;
  }

  private void dropOldest(final int number) {
    first = capacity() == 0 ? 0 : (first + number) % capacity();
    kept -= number;
  }

  private int capacity() {
    return pairs.length / 2;
  }

  private int slot(final int position) {
    return (first + position) % capacity() * 2;
  }

  private void grow(final int newCapacity) {
    final long[] ordered = Arrays.copyOf(toArray(), newCapacity * 2);
    pairs = ordered;
    first = 0;
  }
}
