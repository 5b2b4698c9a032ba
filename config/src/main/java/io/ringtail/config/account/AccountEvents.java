// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import io.ringtail.parser.Jid;

/**
 * How account changes reach a running node's routing state; a node that is not running needs none
 * of it.
 *
 * <p>Owner: any thread that may block. Allocates: per call.
 */
public interface AccountEvents {
  /** Accounts may exist now that the Router remembers as absent. */
  void created();

  /**
   * Removes the account as one event of the Router: its streams end, its contacts are unsubscribed,
   * its data is cleared. Returns when that is done; false when there was no such account.
   */
  boolean remove(Jid account);

  /** The password changed: ends the streams that logged in with the old one. */
  void passwordChanged(Jid account);
}
