// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.parser.ByteWriter;
import java.util.Arrays;

/**
 * Entries of the journal on their way into the database, copied one behind the other. Entries about
 * streams have no rows: they are passed over together with the entry before them, and cost a
 * transaction nothing.
 *
 * <pre>
 *   journal:  entry 0 │ SENT │ COUNTS │ entry 1 │ SENT │ …
 *   buffer:   entry 0 │ entry 1 │ …      starts[0] starts[1] …
 *   indexes, ids:  of the last entry up to entry 1, and so on
 * </pre>
 *
 * <p>Owner: the store writer. Allocates: to grow past the largest batch before.
 */
public final class Batch {
  private static final int RETAINED_BYTES = 8 << 20;
  private static final int PASSED_PER_ENTRY = 16; // a journal of these alone fills a batch too

  private final int maxEntries;
  private final int maxBytes;
  private final ByteWriter bytes = new ByteWriter(1 << 16, RETAINED_BYTES);
  private int[] starts;
  private long[] indexes;
  private long[] ids;
  private long[] covered; // bytes of the journal up to the entry, with what was passed over
  private int[] counted; // its entries, likewise
  private int size;
  private int passed;

  public Batch(final int maxEntries, final int maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
    this.starts = new int[maxEntries + 1];
    this.indexes = new long[maxEntries];
    this.ids = new long[maxEntries];
    this.covered = new long[maxEntries];
    this.counted = new int[maxEntries];
  }

  /** Entries of one append belong together: the last append may fill it beyond its bounds. */
  public void add(final long index, final byte[] entry, final int start, final int end) {
    if (size > 0 && EntryType.isAboutStreams(Layout.type(entry, start))) {
      passed++;
    } else {
      if (size == indexes.length) {
        grow(size * 2);
      }
      bytes.put(entry, start, end);
      starts[++size] = bytes.length();
      covered[size - 1] = size == 1 ? 0 : covered[size - 2];
      counted[size - 1] = size == 1 ? 0 : counted[size - 2];
    }
    indexes[size - 1] = index;
    ids[size - 1] = Layout.id(entry, start);
    covered[size - 1] += end - start;
    counted[size - 1]++;
  }

  private void grow(final int capacity) {
    indexes = Arrays.copyOf(indexes, capacity);
    ids = Arrays.copyOf(ids, capacity);
    covered = Arrays.copyOf(covered, capacity);
    counted = Arrays.copyOf(counted, capacity);
    starts = Arrays.copyOf(starts, capacity + 1);
  }

  public boolean isFull() {
    return size >= maxEntries
        || bytes.length() >= maxBytes
        || passed >= maxEntries * PASSED_PER_ENTRY;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public int size() {
    return size;
  }

  public int lengthBytes() {
    return bytes.length();
  }

  public byte[] buffer() {
    return bytes.array();
  }

  public int start(final int entry) {
    return starts[entry];
  }

  public int end(final int entry) {
    return starts[entry + 1];
  }

  public EntryType type(final int entry) {
    return Layout.type(bytes.array(), starts[entry]);
  }

  public long id(final int entry) {
    return Layout.id(bytes.array(), starts[entry]);
  }

  /** Where the journal stands once this entry is written. */
  public Position position(final int entry) {
    return new Position(indexes[entry], ids[entry]);
  }

  /** Bytes of the journal from one entry to another (exclusive), with what was passed over. */
  long coveredBytes(final int from, final int to) {
    return covered[to - 1] - (from == 0 ? 0 : covered[from - 1]);
  }

  /** Entries of the journal from one entry to another (exclusive), with those passed over. */
  int coveredEntries(final int from, final int to) {
    return counted[to - 1] - (from == 0 ? 0 : counted[from - 1]);
  }

  /** A copy of one entry. */
  public byte[] copy(final int entry) {
    return Arrays.copyOfRange(bytes.array(), start(entry), end(entry));
  }

  public void clear() {
    bytes.reset();
    size = 0;
    passed = 0;
  }
}
