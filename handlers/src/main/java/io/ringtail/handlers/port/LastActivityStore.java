// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import java.util.Optional;

/**
 * When an account was last online (XEP-0012) by account number.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored.
 */
public interface LastActivityStore {
  /** The end of the last session and the status text of its unavailable presence, maybe empty. */
  record LastActivity(long epochSeconds, String status) {}

  Optional<LastActivity> load(long account);

  void store(long account, LastActivity activity);
}
