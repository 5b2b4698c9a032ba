// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words under a GIN index. Each is a lexeme as it stands: what a word is was decided before.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class PostgresWords implements WordIndex {
  private static final String ADD =
      "INSERT INTO archive_words (id, words) VALUES (?, array_to_tsvector(?))"
          + " ON CONFLICT (id) DO NOTHING";

  @Override
  public String condition() {
    return "id IN (SELECT id FROM archive_words WHERE words @@ ?::tsquery)";
  }

  /** Words are letters and digits: nothing in them needs escaping. */
  @Override
  public String query(final List<String> words) {
    return words.stream().map(word -> '\'' + word + '\'').collect(Collectors.joining(" & "));
  }

  @Override
  public void add(final Connection connection, final List<Entry> entries) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      for (final Entry entry : entries) {
        insert.setLong(1, entry.id());
        insert.setArray(2, connection.createArrayOf("text", entry.words().toArray()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @Override
  public void remove(final Connection connection, final List<Long> ids) throws SQLException {
    Jdbc.update(
        connection,
        "DELETE FROM archive_words WHERE id IN (" + ArchiveSelect.marks(ids.size()) + ")",
        ids.toArray());
  }
}
