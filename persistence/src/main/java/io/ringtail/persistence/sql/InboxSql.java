// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

/**
 * Statements about inboxes; those with no database in their name read the same on both.
 *
 * <p>Owner: anyone, constants. Allocates: never.
 */
final class InboxSql {
  /** A row that carries no message leaves the one that is there. */
  private static final String REPLACE_OLDER =
      """
      ON CONFLICT (account, peer) DO UPDATE SET applied_id = excluded.applied_id,
        message_id = excluded.message_id, unread = excluded.unread, box = excluded.box,
        muted_until = excluded.muted_until, last_hash = excluded.last_hash,
        removed = excluded.removed, unread_ids = excluded.unread_ids,
        message = coalesce(excluded.message, inbox.message)
      WHERE excluded.applied_id > inbox.applied_id\
      """;

  static final String WRITE_ONE =
      """
      INSERT INTO inbox (account, peer, applied_id, message_id, unread, box, muted_until, last_hash,
        removed, unread_ids, message)
      SELECT number, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM account WHERE number = ?
      """
          + REPLACE_OLDER;

  static final String WRITE_ARRAYS_POSTGRES =
      """
      INSERT INTO inbox (account, peer, applied_id, message_id, unread, box, muted_until, last_hash,
        removed, unread_ids, message)
      SELECT n.* FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS n (account)
      JOIN account a ON a.number = n.account
      """
          + REPLACE_OLDER;

  static final String LOAD =
      """
      SELECT peer, applied_id, message_id, unread, box, muted_until, last_hash, removed, unread_ids
      FROM inbox WHERE account = ? ORDER BY message_id\
      """;

  static final String MESSAGES = "SELECT peer, message FROM inbox WHERE account = ? AND peer IN (";

  static final String REFLECT =
      """
      INSERT INTO inbox_reflected (node, id) VALUES (0, ?)
      ON CONFLICT (node) DO UPDATE SET id = excluded.id WHERE excluded.id > inbox_reflected.id\
      """;

  static final String REFLECTED = "SELECT id FROM inbox_reflected WHERE node = 0";

  static final String IN_BIN =
      """
      SELECT i.account, a.local, a.domain, i.peer FROM inbox i JOIN account a ON a.number = i.account
      WHERE i.box = 'bin' AND i.removed = 0 AND i.message_id < ? AND (i.account, i.peer) > (?, ?)
      ORDER BY i.account, i.peer LIMIT ?\
      """;

  static final String PURGE_REMOVED = "DELETE FROM inbox WHERE removed = 1 AND applied_id <= ?";

  private InboxSql() {}
}
