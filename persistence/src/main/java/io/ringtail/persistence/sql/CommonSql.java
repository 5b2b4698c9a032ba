// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

/**
 * Every statement that reads the same on SQLite and PostgreSQL. Rows of an account are inserted
 * from {@code account}, so that a number that is gone inserts nothing.
 *
 * <p>Owner: anyone, constants. Allocates: never.
 */
final class CommonSql {
  static final String FIND_ACCOUNT =
      "SELECT number, password, pass_details FROM account WHERE domain = ? AND local = ?";
  static final String CREATE_ACCOUNT =
      """
      INSERT INTO account (domain, local, password, pass_details) VALUES (?, ?, ?, ?)
      ON CONFLICT (domain, local) DO NOTHING RETURNING number\
      """;
  static final String IMPORT_ACCOUNT =
      """
      INSERT INTO account (domain, local, password, pass_details) VALUES (?, ?, ?, ?)
      ON CONFLICT (domain, local) DO NOTHING\
      """;
  static final String CHANGE_PASSWORD =
      "UPDATE account SET password = ?, pass_details = ? WHERE domain = ? AND local = ?";
  static final String REVOKE_TOKENS =
      """
      DELETE FROM fast_token
      WHERE account = (SELECT number FROM account WHERE domain = ? AND local = ?)\
      """;
  static final String REMOVE_ACCOUNT =
      "DELETE FROM account WHERE domain = ? AND local = ? RETURNING number";
  static final String LIST_ACCOUNTS =
      "SELECT local FROM account WHERE domain = ? AND local > ? ORDER BY local LIMIT ?";
  static final String COUNT_ACCOUNTS = "SELECT count(*) FROM account WHERE domain = ?";

  static final String LOAD_ROSTER =
      """
      SELECT v.version, i.contact, i.name, i.member_of, i.subscription, i.pending_out,
        i.pending_in, i.approved, i.listed, i.request
      FROM roster_version v LEFT JOIN roster_item i ON i.account = v.account
      WHERE v.account = ?\
      """;
  static final String NEXT_ROSTER_VERSION =
      """
      INSERT INTO roster_version (account, version) SELECT number, 1 FROM account WHERE number = ?
      ON CONFLICT (account) DO UPDATE SET version = roster_version.version + 1
      RETURNING version\
      """;
  static final String PUT_ROSTER_ITEM =
      """
      INSERT INTO roster_item (account, contact, name, member_of, subscription, pending_out,
        pending_in, approved, listed, request)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (account, contact) DO UPDATE SET name = excluded.name,
        member_of = excluded.member_of, subscription = excluded.subscription,
        pending_out = excluded.pending_out, pending_in = excluded.pending_in,
        approved = excluded.approved, listed = excluded.listed, request = excluded.request\
      """;
  static final String REMOVE_ROSTER_ITEM =
      "DELETE FROM roster_item WHERE account = ? AND contact = ?";

  static final String LOAD_VCARD = "SELECT vcard FROM vcard WHERE account = ?";
  static final String STORE_VCARD =
      """
      INSERT INTO vcard (account, vcard) SELECT number, ? FROM account WHERE number = ?
      ON CONFLICT (account) DO UPDATE SET vcard = excluded.vcard\
      """;

  static final String LOAD_PRIVATE =
      "SELECT element FROM private_xml WHERE account = ? AND namespace = ? AND name = ?";
  static final String STORE_PRIVATE =
      """
      INSERT INTO private_xml (account, namespace, name, element)
      SELECT number, ?, ?, ? FROM account WHERE number = ?
      ON CONFLICT (account, namespace, name) DO UPDATE SET element = excluded.element\
      """;

  static final String LOAD_BLOCKED = "SELECT jid FROM blocked WHERE account = ? ORDER BY jid";
  static final String ADD_BLOCKED =
      """
      INSERT INTO blocked (account, jid) SELECT number, ? FROM account WHERE number = ?
      ON CONFLICT (account, jid) DO NOTHING\
      """;
  static final String REMOVE_BLOCKED = "DELETE FROM blocked WHERE account = ? AND jid = ?";
  static final String CLEAR_BLOCKED = "DELETE FROM blocked WHERE account = ?";

  static final String LOAD_LAST_ACTIVITY =
      "SELECT epoch_seconds, status FROM last_activity WHERE account = ?";
  static final String STORE_LAST_ACTIVITY =
      """
      INSERT INTO last_activity (account, epoch_seconds, status)
      SELECT number, ?, ? FROM account WHERE number = ?
      ON CONFLICT (account) DO UPDATE SET epoch_seconds = excluded.epoch_seconds,
        status = excluded.status\
      """;

  static final String COUNT_OFFLINE = "SELECT count(*) FROM offline_message WHERE account = ?";
  static final String LOAD_OFFLINE =
      "SELECT id, archived, received_at, stanza FROM offline_message"
          + " WHERE account = ? AND id > ? ORDER BY id LIMIT ?";

  private CommonSql() {}
}
