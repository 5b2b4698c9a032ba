// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.handlers.port.JournalReader.OnEntry;

/**
 * What one slot decided is in one append, so that a crash leaves all of it or nothing: a message,
 * its deliveries and its sender's count belong together. An append holds the entries of one slot or
 * more, one behind the other, each with its length in its head; a length of 0 means up to the end.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Entries {
  private Entries() {}

  /** Hands on each entry of an append; all have its index. */
  public static void forEach(
      final long index,
      final byte[] buffer,
      final int start,
      final int end,
      final OnEntry onEntry) {
    int at = start;
    while (at < end) {
      final int length = Layout.length(buffer, at);
      final int entryEnd = length == 0 ? end : at + length;
      onEntry.on(index, buffer, at, entryEnd);
      at = entryEnd;
    }
  }

  /** Where the first entry begins that this code cannot read; −1 when it can read them all. */
  public static int firstUnknown(final byte[] buffer, final int start, final int end) {
    int at = start;
    while (at < end) {
      if (!Layout.isKnown(buffer, at)) {
        return at;
      }
      final int length = Layout.length(buffer, at);
      at = length == 0 ? end : at + length;
    }
    return -1;
  }

  /** How many entries an append has. */
  public static int count(final byte[] buffer, final int start, final int end) {
    int count = 0;
    int at = start;
    while (at < end) {
      final int length = Layout.length(buffer, at);
      at = length == 0 ? end : at + length;
      count++;
    }
    return count;
  }
}
