// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

import io.ringtail.parser.ByteWriter;

/**
 * Says that an offline message has reached a device: its row can go.
 *
 * <pre>
 *   head 16 │ account i64 │ id of the message's entry i64
 * </pre>
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class OfflineEntry {
  private static final int ACCOUNT = Layout.HEAD_BYTES;
  private static final int MESSAGE = ACCOUNT + 8;

  private OfflineEntry() {}

  public static void putTaken(
      final ByteWriter out, final long id, final long account, final long message) {
    Layout.putHead(out, EntryType.OFFLINE_TAKEN, id);
    Layout.putLong(out, account);
    Layout.putLong(out, message);
  }

  public static long account(final byte[] entry, final int start) {
    return Layout.getLong(entry, start + ACCOUNT);
  }

  public static long message(final byte[] entry, final int start) {
    return Layout.getLong(entry, start + MESSAGE);
  }
}
