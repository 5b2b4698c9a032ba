// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

import io.ringtail.parser.Jid;
import java.util.Collection;
import java.util.List;

/**
 * Blocked addresses (XEP-0191) by account number.
 *
 * <p>Owner: any thread that may block. Allocates: per call. Every method may throw {@link
 * StoreException}; writes for an account that no longer exists are ignored.
 */
public interface BlocklistStore {
  List<Jid> load(long account);

  void add(long account, Collection<Jid> blocked);

  void remove(long account, Collection<Jid> unblocked);

  void clear(long account);
}
