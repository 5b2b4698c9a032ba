// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a database keeps and finds the words of messages. The owners of a message are words of it
 * too, so that the index finds those of one account.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
interface WordIndex {
  /** A condition on {@code id} with one parameter. */
  String condition();

  /** The parameter: all of these words. */
  String query(List<String> words);

  /** Adds messages that are not in it. */
  void add(Connection connection, List<Entry> entries) throws SQLException;

  /** Takes messages out that may be in it. */
  void remove(Connection connection, List<Long> ids) throws SQLException;

  /** One message and its words, owners included. */
  record Entry(long id, List<String> words) {}

  /** The account as a word; no message has it in its text by chance. */
  static String owner(final long account) {
    return "owner" + account;
  }

  /** The words with the account before them. */
  static List<String> of(final long account, final List<String> words) {
    final List<String> all = new ArrayList<>(words.size() + 1);
    all.add(owner(account));
    all.addAll(words);
    return all;
  }
}
