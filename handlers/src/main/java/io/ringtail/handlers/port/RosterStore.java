// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.parser.Jid;
import java.util.List;

/**
 * Contact lists (RFC 6121 §2) by account number, each with a version that grows with every change.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored and return 0.
 */
public interface RosterStore {
  /** A whole roster: {@code version} is 0 for one never written. */
  record StoredRoster(long version, List<RosterItem> items) {}

  StoredRoster load(long account);

  /** Inserts or replaces the item of {@code item.contact()}; returns the roster's new version. */
  long put(long account, RosterItem item);

  /** Removes the item if it is there; returns the roster's new version. */
  long remove(long account, Jid contact);
}
