// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import org.agrona.collections.Long2LongHashMap;

/**
 * Which accounts' inboxes lie in the checkpoint: some thirty bytes of memory for each.
 *
 * <pre>
 *   account ─► how many parts │ whether the store must be asked too
 * </pre>
 *
 * <p>Owner: INBOX; the number of accounts is for any thread. Allocates: while it grows.
 */
final class SetAside {
  private static final long NONE = 0;

  private final Long2LongHashMap parts = new Long2LongHashMap(NONE);
  private long since = Long.MAX_VALUE;
  private volatile int accounts;

  /**
   * @param whole the store has nothing to add
   * @param sinceId first journal entry that the store has not heard of
   */
  void add(final long account, final int partCount, final boolean whole, final long sinceId) {
    parts.put(account, partCount * 2L + (whole ? 1 : 0));
    since = Math.min(since, sinceId);
    accounts = parts.size();
  }

  void remove(final long account) {
    if (parts.remove(account) != NONE) {
      accounts = parts.size();
      if (parts.isEmpty()) {
        since = Long.MAX_VALUE;
      }
    }
  }

  /** How many parts the account has; 0 when it is not here. */
  int parts(final long account) {
    return (int) (parts.get(account) / 2);
  }

  /** True when the store has nothing to add. */
  boolean isWhole(final long account) {
    return parts.get(account) % 2 == 1;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** For any thread. */
  int accounts() {
    return accounts;
  }

  /** Some of the accounts, in no order. Allocates: per call. */
  long[] some(final int atMost) {
    final long[] some = new long[Math.min(atMost, parts.size())];
    final Long2LongHashMap.KeyIterator keys = parts.keySet().iterator();
    for (int i = 0; i < some.length; i++) {
      some[i] = keys.nextValue();
    }
    return some;
  }

  /** The store may be complete up to this id as far as these accounts allow. */
  long completeUpTo(final long id) {
    return Math.min(id, since - 1);
  }
}
