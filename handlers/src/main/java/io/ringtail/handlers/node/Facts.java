// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.node;

import io.ringtail.handlers.journal.Layout;
import io.ringtail.parser.ByteWriter;
import java.util.Arrays;

/**
 * The journal entries ROUTE decided on for one slot, complete and in order; ARCHIVE appends them.
 *
 * <pre>
 *   arena:  entry 0 │ entry 1 │ …        ends[0]  ends[1] …
 * </pre>
 *
 * <p>Owner: ROUTE while its stage holds the slot, then the stages behind it. Allocates: to grow
 * past the largest use before; shrinks back after an outsized one.
 */
public final class Facts {
  private static final int RETAINED_BYTES = 1 << 14;

  private final ByteWriter arena = new ByteWriter(512, RETAINED_BYTES);
  private int[] ends = new int[4];
  private int count;
  private long journalIndex;

  /** Where entries are written, one behind the other; {@link #end()} completes each. */
  public ByteWriter arena() {
    return arena;
  }

  /** Everything written since the last call is one entry. */
  public void end() {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    final int start = count == 0 ? 0 : ends[count - 1];
    ends[count++] = arena.length();
    Layout.length(arena.array(), start, arena.length() - start);
  }

  /** Takes back what was written since the last {@link #end()}. */
  public void abort() {
    arena.truncate(count == 0 ? 0 : ends[count - 1]);
  }

  public int count() {
    return count;
  }

  /** Id of the last entry; only where there is one. */
  public long lastId() {
    return Layout.id(arena.array(), start(count - 1));
  }

  public byte[] buffer() {
    return arena.array();
  }

  public int start(final int fact) {
    return fact == 0 ? 0 : ends[fact - 1];
  }

  public int end(final int fact) {
    return ends[fact];
  }

  /**
   * Index of the last entry that was in the journal when ARCHIVE took this slot: its own, and those
   * of the slots gathered with it, may come behind.
   */
  public long journalIndex() {
    return journalIndex;
  }

  public void journalIndex(final long index) {
    journalIndex = index;
  }

  public void clear() {
    if (arena.length() > 0) {
      arena.reset();
    }
    count = 0;
    journalIndex = 0;
  }
}
