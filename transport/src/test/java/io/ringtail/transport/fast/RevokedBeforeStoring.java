// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.fast;

import io.ringtail.handlers.login.DeviceTokens;
import io.ringtail.handlers.port.FastTokenStore;
import java.util.Optional;

/**
 * A token store just before whose first write somebody else does something.
 *
 * <p>Owner: the test's thread. Allocates: never.
 */
final class RevokedBeforeStoring implements FastTokenStore {
  private final FastTokenStore store;
  private Runnable before;

  RevokedBeforeStoring(final FastTokenStore store, final Runnable before) {
    this.store = store;
    this.before = before;
  }

  @Override
  public Optional<DeviceTokens> load(final long account, final String userAgentId) {
    return store.load(account, userAgentId);
  }

  @Override
  public void store(final String userAgentId, final DeviceTokens tokens) {
    final Runnable once = before;
    before = () -> {};
    once.run();
    store.store(userAgentId, tokens);
  }

  @Override
  public void forEach(final long nowMs, final int limit, final OnTokens onTokens) {
    store.forEach(nowMs, limit, onTokens);
  }
}
