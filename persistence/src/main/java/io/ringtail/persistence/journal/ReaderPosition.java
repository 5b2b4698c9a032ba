// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.journal;

/**
 * How far one reader of the journal has come; files before it may go as far as this reader is
 * concerned.
 *
 * <p>Owner: the reader writes, any thread reads. Allocates: at start.
 */
public final class ReaderPosition {
  private final String name;
  private volatile long index;

  ReaderPosition(final String name, final long index) {
    this.name = name;
    this.index = index;
  }

  public String name() {
    return name;
  }

  /** Everything up to this entry is in the reader's own keeping for good. */
  public void passed(final long newIndex) {
    index = newIndex;
  }

  public long index() {
    return index;
  }
}
