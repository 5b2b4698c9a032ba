// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.auth.StoredPassword;
import io.ringtail.handlers.port.AccountStore;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Accounts in memory, for tests.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
final class MemoryAccounts implements AccountStore {
  private static final int BATCH = 1_000;

  private final Map<Jid, StoredAccount> byName = new HashMap<>();
  private final Set<Long> living = new HashSet<>();
  private final List<LongConsumer> revocations = new ArrayList<>();
  private long lastNumber;

  /** Whether writes for this number still count. */
  synchronized boolean exists(final long number) {
    return living.contains(number);
  }

  /** Hears of accounts whose password changed or that are gone. */
  synchronized void onRevoked(final LongConsumer listener) {
    revocations.add(listener);
  }

  synchronized String nameOf(final long number) {
    return byName.values().stream()
        .filter(account -> account.number() == number)
        .map(account -> account.jid().toString())
        .findFirst()
        .orElseThrow();
  }

  private void revoked(final long number) {
    revocations.forEach(listener -> listener.accept(number));
  }

  @Override
  public synchronized Optional<StoredAccount> find(final Jid bareJid) {
    return Optional.ofNullable(byName.get(bareJid));
  }

  @Override
  public synchronized Optional<StoredAccount> create(
      final Jid bareJid, final StoredPassword password) {
    if (byName.containsKey(bareJid)) {
      return Optional.empty();
    }
    final StoredAccount account = new StoredAccount(++lastNumber, bareJid, password);
    byName.put(bareJid, account);
    living.add(account.number());
    return Optional.of(account);
  }

  @Override
  public synchronized boolean changePassword(final Jid bareJid, final StoredPassword password) {
    final StoredAccount changed =
        byName.computeIfPresent(
            bareJid, (jid, before) -> new StoredAccount(before.number(), jid, password));
    if (changed != null) {
      revoked(changed.number());
    }
    return changed != null;
  }

  @Override
  public synchronized boolean remove(final Jid bareJid) {
    final StoredAccount removed = byName.remove(bareJid);
    if (removed != null) {
      revoked(removed.number());
    }
    return removed != null && living.remove(removed.number());
  }

  @Override
  public synchronized List<Jid> list(final String domain, final String after, final int limit) {
    return byName.keySet().stream()
        .filter(jid -> jid.domain().equals(domain) && jid.local().compareTo(after) > 0)
        .sorted(Comparator.comparing(Jid::local))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized long count(final String domain) {
    return byName.keySet().stream().filter(jid -> jid.domain().equals(domain)).count();
  }

  @Override
  public long importAll(final Iterator<NewAccount> accounts, final LongConsumer progress) {
    long created = 0;
    long done = 0;
    while (accounts.hasNext()) {
      final List<NewAccount> batch = new ArrayList<>();
      while (accounts.hasNext() && batch.size() < BATCH) {
        batch.add(accounts.next());
      }
      for (final NewAccount account : batch) {
        created += create(account.jid(), account.password()).isPresent() ? 1 : 0;
      }
      done += batch.size();
      progress.accept(done);
    }
    return created;
  }
}
