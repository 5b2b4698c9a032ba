// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * How a database finds messages by their words. Each message's owners are words of it too, so that
 * the index finds those of one account.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
interface WordIndex {
  /** Where no words are searched for. */
  WordIndex NONE =
      new WordIndex() {
        @Override
        public String condition() {
          throw new IllegalStateException("no words are searched for here");
        }

        @Override
        public Object query(final long account, final List<String> words) {
          throw new IllegalStateException("no words are searched for here");
        }
      };

  /** A condition on {@code id} with one parameter. */
  String condition();

  /** The parameter: all of these words, in a message of this account. */
  Object query(long account, List<String> words);

  /** The account as a word. */
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
