// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

/**
 * How much the INBOX stage keeps and writes.
 *
 * @param maxBytes room for inboxes in memory; more only while the store does not take them
 * @param writeAfterMs how long a change waits for others of the same conversation
 * @param rowsPerThousandMessages how many rows may be written for a thousand messages, beyond a few
 *     each second; what this holds back waits in memory, and in the journal
 *     <p>Owner: anyone, immutable. Allocates: at start.
 */
public record InboxLimits(long maxBytes, long writeAfterMs, int rowsPerThousandMessages) {
  private static final long HEAP_SHARE = 8;

  /** An eighth of the heap, five seconds, and less than a fifth of a row per message. */
  public static InboxLimits defaults(final long heapBytes) {
    return new InboxLimits(heapBytes / HEAP_SHARE, 5_000, 150);
  }
}
