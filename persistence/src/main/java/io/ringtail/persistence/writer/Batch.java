// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.writer;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.Layout;
import io.ringtail.parser.ByteWriter;
import java.util.Arrays;

/**
 * Entries of the journal on their way into the database, copied one behind the other.
 *
 * <pre>
 *   buffer:  entry 0 │ entry 1 │ …      starts[0] starts[1] …      indexes[0] indexes[1] …
 * </pre>
 *
 * <p>Owner: the store writer. Allocates: to grow past the largest batch before.
 */
public final class Batch {
  private static final int RETAINED_BYTES = 8 << 20;

  private final int maxEntries;
  private final int maxBytes;
  private final ByteWriter bytes = new ByteWriter(1 << 16, RETAINED_BYTES);
  private int[] starts;
  private long[] indexes;
  private int size;

  public Batch(final int maxEntries, final int maxBytes) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
    this.starts = new int[maxEntries + 1];
    this.indexes = new long[maxEntries];
  }

  /** Entries of one append belong together: the last append may fill it beyond its bounds. */
  public void add(final long index, final byte[] entry, final int start, final int end) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, size * 2);
      starts = Arrays.copyOf(starts, size * 2 + 1);
    }
    indexes[size] = index;
    bytes.put(entry, start, end);
    starts[++size] = bytes.length();
  }

  public boolean isFull() {
    return size >= maxEntries || bytes.length() >= maxBytes;
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

  /** Null for a type this version does not know: nobody writes rows for it. */
  public EntryType type(final int entry) {
    return Layout.type(bytes.array(), starts[entry]);
  }

  public long id(final int entry) {
    return Layout.id(bytes.array(), starts[entry]);
  }

  /** Where the journal stands once this entry is written. */
  public Position position(final int entry) {
    return new Position(indexes[entry], id(entry));
  }

  /** A copy of one entry. */
  public byte[] copy(final int entry) {
    return Arrays.copyOfRange(bytes.array(), start(entry), end(entry));
  }

  public void clear() {
    bytes.reset();
    size = 0;
  }
}
