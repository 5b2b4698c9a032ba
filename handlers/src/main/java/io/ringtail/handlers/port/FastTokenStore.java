// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.handlers.login.DeviceTokens;
import java.util.Optional;

/**
 * FAST tokens (XEP-0484) by account number and client. They go with their account, and with its
 * password: {@link AccountStore#changePassword} removes them.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored.
 */
public interface FastTokenStore {
  /** Takes a client's tokens when they are read at start. */
  interface OnTokens {
    /**
     * @param bareJid the account's
     * @return false to be given no more
     */
    boolean on(String bareJid, String userAgentId, DeviceTokens tokens);
  }

  Optional<DeviceTokens> load(long account, String userAgentId);

  /** Replaces the client's tokens; without any they are removed. */
  void store(String userAgentId, DeviceTokens tokens);

  /** Hands on the tokens of up to {@code limit} clients; what has expired is removed before. */
  void forEach(long nowMs, int limit, OnTokens onTokens);
}
