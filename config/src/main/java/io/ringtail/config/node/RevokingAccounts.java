// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.node;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.parser.Jid;
import io.ringtail.transport.fast.FastTokens;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The account store of a running node: when an account's password changes or the account goes, the
 * store drops its FAST tokens, and this drops what memory holds of them and makes void what was
 * proven before.
 *
 * <p>Owner: any thread that may block. Allocates: as the store does.
 */
final class RevokingAccounts implements AccountStore {
  private final AccountStore store;
  private final FastTokens tokens;

  RevokingAccounts(final AccountStore store, final FastTokens tokens) {
    this.store = store;
    this.tokens = tokens;
  }

  @Override
  public boolean changePassword(final Jid bareJid, final StoredPassword password) {
    tokens.revoke(bareJid);
    try {
      return store.changePassword(bareJid, password);
    } finally {
      tokens.forget(bareJid);
    }
  }

  @Override
  public boolean remove(final Jid bareJid) {
    tokens.revoke(bareJid);
    try {
      return store.remove(bareJid);
    } finally {
      tokens.forget(bareJid);
    }
  }

  @Override
  public Optional<StoredAccount> find(final Jid bareJid) {
    return store.find(bareJid);
  }

  @Override
  public Optional<StoredAccount> create(final Jid bareJid, final StoredPassword password) {
    return store.create(bareJid, password);
  }

  @Override
  public List<Jid> list(final String domain, final String after, final int limit) {
    return store.list(domain, after, limit);
  }

  @Override
  public long count(final String domain) {
    return store.count(domain);
  }

  @Override
  public long importAll(final Iterator<NewAccount> accounts, final LongConsumer progress) {
    return store.importAll(accounts, progress);
  }
}
