// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.journal;

/**
 * The views of the journal a message may belong to, one bit each. A message with any bit set is
 * durable: it is journaled before anybody is told about it.
 *
 * <p>Owner: anyone, stateless. Allocates: never.
 */
public final class Views {
  public static final int NONE = 0;

  /** In the sender's archive (XEP-0313). */
  public static final int ARCHIVE_SENDER = 1;

  /** In the recipient's archive; its copies carry the archive id as {@code stanza-id}. */
  public static final int ARCHIVE_RECIPIENT = 1 << 1;

  /** Waits for the recipient's next session (XEP-0160). */
  public static final int OFFLINE = 1 << 2;

  /** Changes the sender's inbox: the conversation is read up to here. */
  public static final int INBOX_SENDER = 1 << 3;

  /** Changes the recipient's inbox: one more unread. */
  public static final int INBOX_RECIPIENT = 1 << 4;

  /** Delivered to a stream that may be resumed (XEP-0198): kept until it is acknowledged. */
  public static final int RESUMABLE = 1 << 5;

  /**
   * Takes an earlier message back (XEP-0424): the archive puts a tombstone in that one's place.
   * Never without an archive's bit.
   */
  public static final int RETRACTION = 1 << 6;

  private Views() {}

  public static boolean has(final int views, final int any) {
    return (views & any) != 0;
  }
}
