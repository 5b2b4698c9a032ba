// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.auth;

import io.ringtail.parser.Jid;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells whether what a client has proven is void by now: its account's secrets were changed, or the
 * account removed, since its proof began. Moments are counted, not timed: no clock's resolution or
 * step lets anybody slip through.
 *
 * <pre>
 *   change:  secret replaced ─► revoke ─► the Router ends the account's streams
 *   login:   moment ─► secret read, proof checked ─► … ─► the Router binds, unless revoked since
 * </pre>
 *
 * <p>Whoever read the old secret has a moment of before: the Router sees the revocation when it
 * binds, or it binds first, and the stream ends with the others.
 *
 * <p>Accounts share places, by their hash: seldom a login of another account has to begin anew.
 *
 * <p>Owner: any thread. Allocates: at start.
 */
public final class Revocations {
  /** The stream error of those whose proof is void: RFC 6120 §4.9.3.16. */
  public static final String CONDITION = "reset";

  /** What is said with it. */
  public static final String TEXT = "the password was changed";

  private static final int PLACES = 1 << 14;

  private final AtomicLong count = new AtomicLong();
  private final AtomicLongArray last = new AtomicLongArray(PLACES);

  /** To be taken before a secret is read. */
  public long moment() {
    return count.get();
  }

  /** What was proven to be the account is void. */
  public void revoke(final Jid account) {
    final long now = count.incrementAndGet();
    last.accumulateAndGet(place(account), now, Math::max);
  }

  /** True when what was proven since that moment is void. */
  public boolean isRevokedSince(final Jid account, final long moment) {
    return last.get(place(account)) > moment;
  }

  private static int place(final Jid account) {
    final int hash = account.bare().hashCode();
    return (hash ^ hash >>> 16) & (PLACES - 1);
  }
}
