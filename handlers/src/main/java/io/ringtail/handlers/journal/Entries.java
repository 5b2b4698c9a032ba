// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.handlers.port.JournalReader.OnEntry;

/**
 * What one slot decided is one append, so that a crash leaves all of it or nothing: a message, its
 * deliveries and its sender's count belong together. Inside, entry follows entry, each with its
 * length in its head; a length of 0 means up to the end.
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
}
