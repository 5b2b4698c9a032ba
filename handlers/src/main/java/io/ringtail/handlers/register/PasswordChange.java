// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.register;

import io.ringtail.handlers.auth.Revocations;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;

/**
 * What a new password means for streams that have proven the old one: whoever opened them may be
 * the reason for the change. Those that bind only afterwards the Router refuses: {@link
 * Revocations}.
 *
 * <p>Owner: Router. Allocates: per session.
 */
public final class PasswordChange {
  private PasswordChange() {}

  /**
   * RFC 6120 §4.9.3.16: what secured the streams is revoked, so that they have to begin anew.
   *
   * @param by the session that made the change and stays; null when none did
   */
  public static void endSessions(
      final AccountView account, final SessionView by, final Outbound out) {
    out.closeSessions(account, by, Revocations.CONDITION, Revocations.TEXT);
  }
}
