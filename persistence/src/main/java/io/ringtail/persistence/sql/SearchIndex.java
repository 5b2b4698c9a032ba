// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.mam.SearchText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the words of archived messages into the index, behind the store writer and in the order of
 * ids. One transaction holds the words of some messages and how far it has come; whoever steps
 * first locks the position, so that steps of several threads and retractions follow each other.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
final class SearchIndex {
  /** Messages in one transaction. */
  static final int STEP = 500;

  private static final String LOCK = "UPDATE archive_words_position SET id = id";
  private static final String POSITION = "SELECT id FROM archive_words_position";
  private static final String ADVANCE = "UPDATE archive_words_position SET id = ?";
  private static final String NEXT =
      "SELECT id, sender, recipient, visible, stanza FROM archive WHERE id > ? ORDER BY id LIMIT ?";

  private final Connections connections;
  private final WordIndex words;

  /** A message; without words where it has no text. */
  private record Message(long id, List<String> words) {}

  SearchIndex(final Connections connections, final WordIndex words) {
    this.connections = connections;
    this.words = words;
  }

  /** How far it had come before a retraction or a removal that it must not cross; a lock. */
  static void lock(final Connection connection) throws SQLException {
    Jdbc.update(connection, LOCK);
  }

  /** Takes the next messages; fewer than {@link #STEP} when it is up to date. */
  int step() {
    return connections.write(this::step);
  }

  /** Steps until it is up to date; false when that takes more than so many steps. */
  boolean catchUp(final int steps) {
    for (int i = 0; i < steps; i++) {
      if (step() < STEP) {
        return true;
      }
    }
    return false;
  }

  private int step(final Connection connection) throws SQLException {
    lock(connection);
    final long position = Jdbc.first(connection, POSITION, row -> row.getLong(1)).orElse(0L);
    final List<Message> next = Jdbc.all(connection, NEXT, SearchIndex::message, position, STEP);
    if (next.isEmpty()) {
      return 0;
    }
    final List<WordIndex.Entry> entries = new ArrayList<>(next.size());
    for (final Message message : next) {
      if (!message.words().isEmpty()) {
        entries.add(new WordIndex.Entry(message.id(), message.words()));
      }
    }
    words.add(connection, entries);
    Jdbc.update(connection, ADVANCE, next.getLast().id());
    return next.size();
  }

  private static Message message(final ResultSet row) throws SQLException {
    final List<String> text = SearchText.wordsOf(row.getBytes(5));
    final Set<String> all = new LinkedHashSet<>();
    if (!text.isEmpty()) {
      final int visible = row.getInt(4);
      if ((visible & 1) != 0) {
        all.add(WordIndex.owner(row.getLong(2)));
      }
      if ((visible & 2) != 0) {
        all.add(WordIndex.owner(row.getLong(3)));
      }
      all.addAll(text);
    }
    return new Message(row.getLong(1), List.copyOf(all));
  }
}
