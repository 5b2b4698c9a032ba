// SPDX-License-Identifier: Apache-2.0
package io.ringtail.transport.fast;

import io.ringtail.handlers.login.DeviceTokens;
import io.ringtail.handlers.port.FastTokenStore;
import io.ringtail.handlers.port.Stores;
import java.util.Optional;

/**
 * A token store just before whose next write something else happens.
 *
 * <p>Owner: the test's thread, between logins. Allocates: never.
 */
final class DisturbedTokens implements FastTokenStore {
  private static final Runnable NOTHING = () -> {};

  private final FastTokenStore store;
  private volatile Runnable before = NOTHING;

  DisturbedTokens(final FastTokenStore store) {
    this.store = store;
  }

  void beforeNextWrite(final Runnable action) {
    before = action;
  }

  /** The others with this one. */
  Stores in(final Stores stores) {
    return new Stores(
        stores.accounts(),
        stores.rosters(),
        stores.vCards(),
        stores.privates(),
        stores.blocklists(),
        stores.lastActivities(),
        stores.archive(),
        stores.archivePrefs(),
        this,
        stores.offline(),
        stores.inboxes());
  }

  @Override
  public Optional<DeviceTokens> load(final long account, final String userAgentId) {
    return store.load(account, userAgentId);
  }

  @Override
  public void store(final String userAgentId, final DeviceTokens tokens) {
    final Runnable once = before;
    before = NOTHING;
    once.run();
    store.store(userAgentId, tokens);
  }

  @Override
  public void forEach(final long nowMs, final int limit, final OnTokens onTokens) {
    store.forEach(nowMs, limit, onTokens);
  }
}
