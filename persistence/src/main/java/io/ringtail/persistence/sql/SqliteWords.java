// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words in an FTS5 table, which keeps the index alone.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SqliteWords implements WordIndex {
  private static final String ADD = "INSERT INTO archive_words (rowid, words) VALUES (?, ?)";

  @Override
  public String condition() {
    return "id IN (SELECT rowid FROM archive_words WHERE archive_words MATCH ?)";
  }

  /** Words are letters and digits: nothing in them needs escaping. */
  @Override
  public String query(final List<String> words) {
    return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(" "));
  }

  @Override
  public void add(final Connection connection, final List<Entry> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      for (final Entry entry : entries) {
        Jdbc.bind(insert, entry.id(), String.join(" ", entry.words()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public void remove(final Connection connection, final List<Long> ids) throws SQLException {
    Jdbc.update(
        connection,
        "DELETE FROM archive_words WHERE rowid IN (" + ArchiveSelect.marks(ids.size()) + ")",
        ids.toArray());
  }
}
