// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.login.DeviceTokens;
import io.ringtail.handlers.port.FastTokenStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * FAST tokens in memory.
 *
 * <p>Owner: any thread. Allocates: per call.
 */
final class MemoryFastTokens implements FastTokenStore {
  private record Client(long account, String userAgentId) {}

  private final MemoryAccounts accounts;
  private final Map<Client, DeviceTokens> tokens = new LinkedHashMap<>();

  MemoryFastTokens(final MemoryAccounts accounts) {
    this.accounts = accounts;
    accounts.onRevoked(this::revoke);
  }

  private synchronized void revoke(final long account) {
    tokens.keySet().removeIf(client -> client.account == account);
  }

  @Override
  public synchronized Optional<DeviceTokens> load(final long account, final String userAgentId) {
    return Optional.ofNullable(tokens.get(new Client(account, userAgentId)));
  }

  @Override
  public synchronized void store(final String userAgentId, final DeviceTokens stored) {
    final Client client = new Client(stored.account(), userAgentId);
    tokens.remove(client);
    if (!stored.isEmpty() && accounts.exists(stored.account())) {
      tokens.put(client, stored);
    }
  }

  @Override
  public synchronized void forEach(final long nowMs, final int limit, final OnTokens onTokens) {
    tokens.values().removeIf(stored -> latest(stored) <= nowMs);
    tokens.entrySet().stream()
        .sorted((a, b) -> Long.compare(latest(b.getValue()), latest(a.getValue())))
        .limit(limit)
        .takeWhile(
            entry ->
                onTokens.on(
                    accounts.nameOf(entry.getKey().account),
                    entry.getKey().userAgentId,
                    entry.getValue()))
        .forEach(entry -> {});
  }

  private static long latest(final DeviceTokens stored) {
    final long current = stored.current() == null ? 0 : stored.current().expiresAtMs();
    final long fresh = stored.fresh() == null ? 0 : stored.fresh().expiresAtMs();
    return Math.max(current, fresh);
  }
}
