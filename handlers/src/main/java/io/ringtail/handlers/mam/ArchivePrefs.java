// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.port.ArchivePrefsStore.StoredPrefs;
import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.roster.RosterItem;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.parser.Jid;
import io.ringtail.parser.JidView;
import java.util.List;

/**
 * With whom an account wants its messages archived (XEP-0441), as it was last committed.
 *
 * <p>Owner: Router. Allocates: when it changes; asking only where a JID or a roster decides.
 */
final class ArchivePrefs {
  static final String ALWAYS = "always";
  static final String NEVER = "never";
  static final String ROSTER = "roster";
  static final StoredPrefs DEFAULT = new StoredPrefs(ALWAYS, List.of(), List.of());

  private StoredPrefs stored;

  ArchivePrefs(final StoredPrefs stored) {
    this.stored = stored;
  }

  StoredPrefs stored() {
    return stored;
  }

  void set(final StoredPrefs committed) {
    stored = committed;
  }

  /** Whether the owner wants what it says to this peer, or hears from it, archived. */
  boolean keeps(final AccountView owner, final JidView peer) {
    if (stored == DEFAULT) {
      return true;
    }
    if (isIn(stored.never(), peer)) {
      return false;
    }
    if (isIn(stored.always(), peer)) {
      return true;
    }
    return switch (stored.byDefault()) {
      case NEVER -> false;
      case ROSTER -> isInRoster(owner, peer.toJid().bare());
      default -> true;
    };
  }

  /** XEP-0441 §2.3: a listed bare JID stands for all its resources. */
  private static boolean isIn(final List<Jid> jids, final JidView peer) {
    for (int i = 0; i < jids.size(); i++) {
      final Jid listed = jids.get(i);
      if (listed.isBare() ? peer.sameBare(listed) : peer.sameFull(listed)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInRoster(final AccountView owner, final Jid peer) {
    final RosterAccess rosters = RosterAccess.of(owner);
    final RosterItem item = rosters == null ? null : rosters.item(owner, peer);
    return item != null && item.isVisible();
  }
}
