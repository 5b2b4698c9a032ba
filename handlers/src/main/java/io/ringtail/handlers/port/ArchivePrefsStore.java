// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.parser.Jid;
import java.util.List;
import java.util.Optional;

/**
 * What accounts want archived (XEP-0441), by account number.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored.
 */
public interface ArchivePrefsStore {
  /**
   * Preferences as stored.
   *
   * @param byDefault {@code always}, {@code never} or {@code roster}
   * @param always bare or full JIDs
   * @param never likewise
   */
  record StoredPrefs(String byDefault, List<Jid> always, List<Jid> never) {}

  /** Empty for an account that never said. */
  Optional<StoredPrefs> load(long account);

  void store(long account, StoredPrefs prefs);
}
