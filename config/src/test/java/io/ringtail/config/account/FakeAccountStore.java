// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.parser.Jid;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** Accounts in memory. */
public final class FakeAccountStore implements AccountStore {
  public final Map<Jid, StoredPassword> accounts = new ConcurrentHashMap<>();

  @Override
  public Optional<StoredAccount> find(final Jid bareJid) {
    return Optional.ofNullable(accounts.get(bareJid))
        .map(password -> new StoredAccount(1, bareJid, password));
  }

  @Override
  public Optional<StoredAccount> create(final Jid bareJid, final StoredPassword password) {
    return accounts.putIfAbsent(bareJid, password) == null
        ? Optional.of(new StoredAccount(1, bareJid, password))
        : Optional.empty();
  }

  @Override
  public boolean changePassword(final Jid bareJid, final StoredPassword password) {
    return accounts.replace(bareJid, password) != null;
  }

  @Override
  public boolean remove(final Jid bareJid) {
    return accounts.remove(bareJid) != null;
  }

  @Override
  public List<Jid> list(final String domain, final String after, final int limit) {
    return accounts.keySet().stream()
        .filter(jid -> jid.domain().equals(domain) && jid.local().compareTo(after) > 0)
        .sorted(Comparator.comparing(Jid::local))
        .limit(limit)
        .toList();
  }

  @Override
  public long count(final String domain) {
    return accounts.keySet().stream().filter(jid -> jid.domain().equals(domain)).count();
  }

  @Override
  public long importAll(final Iterator<NewAccount> all, final LongConsumer progress) {
    long created = 0;
    while (all.hasNext()) {
      final NewAccount account = all.next();
      created += create(account.jid(), account.password()).isPresent() ? 1 : 0;
    }
    return created;
  }
}
