// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.port.RosterStore;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.handlers.port.Stores;
import io.ringtail.parser.Jid;

/**
 * A roster store that fails to write while the test wants it to.
 *
 * <p>Owner: the test's thread. Allocates: per failure.
 */
final class TroubledRosters implements RosterStore {
  private final RosterStore sound;
  private boolean down;

  TroubledRosters(final RosterStore sound) {
    this.sound = sound;
  }

  /** The same stores with this one among them. */
  Stores among(final Stores stores) {
    return new Stores(
        stores.accounts(),
        this,
        stores.vCards(),
        stores.privates(),
        stores.blocklists(),
        stores.lastActivities(),
        stores.archive(),
        stores.archivePrefs(),
        stores.fastTokens(),
        stores.offline());
  }

  void down(final boolean now) {
    down = now;
  }

  @Override
  public StoredRoster load(final long account) {
    return sound.load(account);
  }

  @Override
  public long put(final long account, final RosterItem item) {
    check();
    return sound.put(account, item);
  }

  @Override
  public long remove(final long account, final Jid contact) {
    check();
    return sound.remove(account, contact);
  }

  private void check() {
    if (down) {
      throw new StoreException(StoreException.Reason.UNAVAILABLE, "down", null);
    }
  }
}
