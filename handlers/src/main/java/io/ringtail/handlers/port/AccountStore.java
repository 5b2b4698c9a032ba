// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.parser.Jid;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Accounts and their secrets. An account number is given once and never used again, so that nothing
 * written late for a removed account can reach its successor of the same name.
 *
 * <p>Owner: any thread that may block (virtual threads, never a loop or a stage). Allocates: per
 * call. Every method may throw {@link StoreException}.
 */
public interface AccountStore {
  /** One account as stored. */
  record StoredAccount(long number, Jid jid, StoredPassword password) {}

  /** A line of a bulk import. */
  record NewAccount(Jid jid, StoredPassword password) {}

  Optional<StoredAccount> find(Jid bareJid);

  /** Creates the account; empty when the name is taken. */
  Optional<StoredAccount> create(Jid bareJid, StoredPassword password);

  /** Replaces the secret; false when there is no such account. */
  boolean changePassword(Jid bareJid, StoredPassword password);

  /**
   * Removes the account and every row that belongs to it, in one transaction; false when absent.
   */
  boolean remove(Jid bareJid);

  /**
   * Accounts of a domain in name order, from the first name behind {@code after} (may be empty).
   */
  List<Jid> list(String domain, String after, int limit);

  long count(String domain);

  /**
   * Creates accounts in large transactions, skipping names that are taken; {@code progress} hears
   * the number of lines done so far. Returns the number created.
   */
  long importAll(Iterator<NewAccount> accounts, LongConsumer progress);
}
