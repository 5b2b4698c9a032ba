// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.port.ArchiveStore.Filter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Puts together the statements that look through one archive. It is the union of two keyset scans,
 * each along its own index: what the account sent and what it received; a message to itself is
 * among those sent only.
 *
 * <pre>
 *   SELECT … FROM (sent     … ORDER BY id LIMIT n) AS a      index (sender, id)
 *   UNION ALL
 *   SELECT … FROM (received … ORDER BY id LIMIT n) AS b      index (recipient, id)
 *   ORDER BY id LIMIT n
 * </pre>
 *
 * <p>Owner: one call. Allocates: per call.
 */
final class ArchiveSelect {
  private static final String SENT = "(visible & 1) <> 0 AND sender = ?";
  private static final String RECEIVED =
      "(visible & 2) <> 0 AND recipient = ? AND (sender <> recipient OR (visible & 1) = 0)";

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();
  private final Filter filter;
  private final WordIndex words;

  private ArchiveSelect(final Filter filter, final WordIndex words) {
    this.filter = filter;
    this.words = words;
  }

  /** Ids and stanzas, in order of ids: the lowest or, from the end, the highest first. */
  static ArchiveSelect messages(
      final Filter filter, final WordIndex words, final boolean fromEnd, final int limit) {
    return new ArchiveSelect(filter, words).union("id, stanza", fromEnd, limit);
  }

  /** Ids alone, of a filter without words. */
  static ArchiveSelect ids(final Filter filter, final boolean fromEnd, final int limit) {
    return new ArchiveSelect(filter, null).union("id", fromEnd, limit);
  }

  /** How many there are, {@code limit} for as many or more. */
  static ArchiveSelect count(final Filter filter, final WordIndex words, final int limit) {
    final ArchiveSelect select = new ArchiveSelect(filter, words);
    select.sql.append("SELECT count(*) FROM (");
    select.union("id", limit, "");
    select.sql.append(") AS counted");
    return select;
  }

  private ArchiveSelect union(final String columns, final boolean fromEnd, final int limit) {
    final String order = fromEnd ? " ORDER BY id DESC" : " ORDER BY id";
    union(columns, limit, order);
    sql.append(order).append(" LIMIT ?");
    values.add(limit);
    return this;
  }

  private void union(final String columns, final int limit, final String order) {
    sql.append("SELECT ").append(columns).append(" FROM (");
    arm(columns, SENT, "recipient_jid", order, limit);
    sql.append(") AS a UNION ALL SELECT ").append(columns).append(" FROM (");
    arm(columns, RECEIVED, "sender_jid", order, limit);
    sql.append(") AS b");
  }

  private void arm(
      final String columns,
      final String owned,
      final String peer,
      final String order,
      final int limit) {
    sql.append("SELECT ").append(columns).append(" FROM archive WHERE ").append(owned);
    values.add(filter.account());
    sql.append(" AND id > ? AND id < ?");
    values.add(filter.after());
    values.add(filter.before());
    if (filter.with() != null) {
      sql.append(" AND ").append(peer).append(" = ?");
      values.add(filter.with().bare().toString());
    }
    if (!filter.ids().isEmpty()) {
      sql.append(" AND id IN (").append(marks(filter.ids().size())).append(')');
      values.addAll(filter.ids());
    }
    if (!filter.words().isEmpty()) {
      sql.append(" AND ").append(words.condition());
      values.add(words.query(WordIndex.of(filter.account(), filter.words())));
    }
    sql.append(order).append(" LIMIT ?");
    values.add(limit);
  }

  /** As many question marks with commas between them. */
  static String marks(final int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }

  String sql() {
    return sql.toString();
  }

  Object[] values() {
    return values.toArray();
  }
}
