// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

/**
 * Which entry of the journal had which index, now and then: enough to say how much of the journal a
 * view needs no more. While it is full it takes no new marks, and says less than it could.
 *
 * <p>Owner: INBOX. Allocates: at start.
 */
final class IndexMarks {
  private static final int CAPACITY = 1024;

  private final long[] ids = new long[CAPACITY];
  private final long[] indexes = new long[CAPACITY];
  private int first;
  private int count;
  private long passed;

  /** Every entry up to this index has an id up to this one. */
  void mark(final long id, final long index) {
    if (count < CAPACITY) {
      final int at = (first + count) % CAPACITY;
      ids[at] = id;
      indexes[at] = index;
      count++;
    }
  }

  /** The greatest index marked with an id up to this one; 0 before the first. */
  long upTo(final long id) {
    while (count > 0 && ids[first] <= id) {
      passed = indexes[first];
      first = (first + 1) % CAPACITY;
      count--;
    }
    return passed;
  }
}
