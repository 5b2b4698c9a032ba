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
 * first locks the position, so that steps of several threads and retractions follow each other. The
 * store writer waits there too, so steps are as short as erasures'.
 *
 * <p>Owner: the calling thread. Allocates: per step.
 */
final class SearchIndex {
  private static final String LOOK =
      "SELECT 1 FROM archive_words_position WHERE id < (SELECT max(id) FROM archive)";
  private static final String LOCK = "UPDATE archive_words_position SET id = id";
  private static final String POSITION = "SELECT id FROM archive_words_position";
  private static final String ADVANCE = "UPDATE archive_words_position SET id = ?";
  private static final String NEXT =
      "SELECT id, sender, recipient, visible, stanza FROM archive WHERE id > ? ORDER BY id LIMIT ?";

  private final BoundedSteps steps;
  private final WordIndex words;

  /** What came of a step. */
  enum Outcome {
    MORE,
    DONE,
    ENDED
  }

  /** A message; without words where it has no text. */
  private record Message(long id, List<String> words) {}

  SearchIndex(final BoundedSteps steps, final WordIndex words) {
    this.steps = steps;
    this.words = words;
  }

  /** How far it had come before a retraction or a removal that it must not cross; a lock. */
  static void lock(final Connection connection) throws SQLException {
    Jdbc.update(connection, LOCK);
  }

  /** Takes the next messages. */
  Outcome step() {
    return steps.run(Outcome.ENDED, this::step);
  }

  /** Steps until it is up to date; false when that takes more than so many steps. */
  boolean catchUp(final int atMost) {
    for (int i = 0; i < atMost; i++) {
      if (step() == Outcome.DONE) {
        return true;
      }
    }
    return false;
  }

  private Outcome step(final StepTransaction step, final int size) throws SQLException {
    if (Jdbc.first(step.connection(), LOOK, row -> row.getInt(1)).isEmpty()) {
      return Outcome.DONE;
    }
    step.lock();
    final long position = Jdbc.first(step.connection(), POSITION, row -> row.getLong(1)).orElse(0L);
    final List<Message> next =
        Jdbc.all(step.connection(), NEXT, SearchIndex::message, position, size);
    if (!next.isEmpty()) {
      take(step, next);
    }
    return next.size() < size ? Outcome.DONE : Outcome.MORE;
  }

  private void take(final StepTransaction step, final List<Message> next) throws SQLException {
    final List<WordIndex.Entry> entries = new ArrayList<>(next.size());
    for (final Message message : next) {
      if (!message.words().isEmpty()) {
        entries.add(new WordIndex.Entry(message.id(), message.words()));
      }
    }
    words.add(step.connection(), entries);
    Jdbc.update(step.connection(), ADVANCE, next.getLast().id());
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
