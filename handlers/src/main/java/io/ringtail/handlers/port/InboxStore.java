// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.parser.Jid;
import java.util.List;
import java.util.Map;

/**
 * Conversations of inboxes by account number and peer: what the live state was some seconds ago. It
 * is written in batches; each row carries the id of the last journal entry it reflects, and an
 * older one never replaces a newer.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored.
 */
public interface InboxStore {
  /**
   * One conversation.
   *
   * @param account whose inbox it is in
   * @param peer bare JID of the other side
   * @param appliedId id of the last journal entry it reflects
   * @param messageId id of its last message
   * @param unread how many messages are unread
   * @param box name of the box it is in
   * @param mutedUntilMicros end of its muting; 0 when it is not muted
   * @param lastHash hash of the last message's own id, 0 when it had none
   * @param removed it is gone, and kept so that nothing older brings it back
   * @param unreadIds archive id and hash of the newest unread messages, pairs, oldest first
   * @param message the last message's canonical bytes; null leaves them as they are stored
   */
  record Row(
      long account,
      Jid peer,
      long appliedId,
      long messageId,
      int unread,
      String box,
      long mutedUntilMicros,
      long lastHash,
      boolean removed,
      long[] unreadIds,
      byte[] message) {}

  /** Names a conversation and its owner. */
  record Key(long account, Jid owner, Jid peer) {}

  /** Every row of the account, oldest message first, without the messages' bytes. */
  List<Row> load(long account);

  /** Last messages of some of the account's conversations, those that are there. */
  Map<Jid, byte[]> messages(long account, List<Jid> peers);

  /**
   * Writes rows, each key once, in one transaction with the id up to which everything is now in the
   * store.
   */
  void write(List<Row> rows, long reflectedId);

  /** The id that the last {@link #write} left; 0 when there was none. */
  long reflectedId();

  /**
   * Conversations in the bin whose last message has a lower id, by account and peer.
   *
   * @param after where the list before ended; null for the first
   */
  List<Key> inBin(long beforeId, Key after, int limit);

  /** Forgets removed rows that no journal entry behind {@code reflectedId} can touch. */
  void purgeRemoved(long reflectedId);
}
