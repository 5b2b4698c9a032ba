// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.fast;

import io.ringtail.handlers.login.DeviceTokens;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens of the accounts whose devices came last, for a bounded number of accounts.
 *
 * <p>Owner: any thread; each call holds the cache for a moment, at most once per login. Allocates:
 * per entry.
 */
final class TokenCache {
  private final int capacity;
  private final Map<String, Map<String, DeviceTokens>> byAccount =
      new LinkedHashMap<>(16, 0.75f, true);

  TokenCache(final int capacity) {
    this.capacity = capacity;
  }

  synchronized DeviceTokens get(final String bareJid, final String userAgentId) {
    final Map<String, DeviceTokens> devices = byAccount.get(bareJid);
    return devices == null ? null : devices.get(userAgentId);
  }

  synchronized void put(final String bareJid, final String userAgentId, final DeviceTokens tokens) {
    if (tokens.isEmpty()) {
      remove(bareJid, userAgentId);
      return;
    }
    byAccount.computeIfAbsent(bareJid, jid -> new HashMap<>(2)).put(userAgentId, tokens);
    if (byAccount.size() > capacity) {
      byAccount.remove(byAccount.keySet().iterator().next()); // the one asked for longest ago
    }
  }

  /** False when there is no room without losing another. */
  synchronized boolean putIfRoom(
      final String bareJid, final String userAgentId, final DeviceTokens tokens) {
    if (byAccount.size() >= capacity) {
      return false;
    }
    put(bareJid, userAgentId, tokens);
    return true;
  }

  synchronized void forget(final String bareJid) {
    byAccount.remove(bareJid);
  }

  private void remove(final String bareJid, final String userAgentId) {
    final Map<String, DeviceTokens> devices = byAccount.get(bareJid);
    if (devices != null) {
      devices.remove(userAgentId);
      if (devices.isEmpty()) {
        byAccount.remove(bareJid);
      }
    }
  }
}
