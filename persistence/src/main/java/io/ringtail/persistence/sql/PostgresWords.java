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
  /**
   * The index gathers what comes, and the statement that brings it above this sorts it in. With the
   * usual 4 MB that takes a third of a second, is ended after 100 ms, and is begun anew for ever.
   */
  private static final String GATHER = "SET LOCAL gin_pending_list_limit = '64kB'";

  private static final String ADD =
      "INSERT INTO archive_words (id, words)"
          + " SELECT id, array_to_tsvector(string_to_array(words, ' '))"
          + " FROM unnest(?::bigint[], ?::text[]) AS taken (id, words) ON CONFLICT (id) DO NOTHING";

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
    Jdbc.update(connection, GATHER);
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      insert.setArray(
          1, connection.createArrayOf("int8", entries.stream().map(Entry::id).toArray()));
      insert.setArray(
          2,
          connection.createArrayOf(
              "text", entries.stream().map(entry -> String.join(" ", entry.words())).toArray()));
      insert.executeUpdate();
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
