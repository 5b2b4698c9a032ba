// SPDX-License-Identifier: Apache-2.0
package io.ringtail.config.account;

import io.ringtail.handlers.port.AccountStore;
import io.ringtail.handlers.port.RosterStore;
import io.ringtail.handlers.roster.StoredFarewells;
import io.ringtail.parser.Jid;

/**
 * Account changes where no node runs: the store is all there is.
 *
 * <p>Owner: the command's thread. Allocates: per call.
 */
public record IdleAccounts(AccountStore store, RosterStore rosters) implements AccountEvents {
  @Override
  public void created() {
    // No routing state to tell.
  }

  @Override
  public boolean remove(final Jid account) {
    new StoredFarewells(store, rosters).say(account); // first: a crash in between only repeats it
    return store.remove(account);
  }

  @Override
  public void passwordChanged(final Jid account) {
    // No streams to end.
  }
}
