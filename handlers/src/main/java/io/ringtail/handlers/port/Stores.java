// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.port;

/**
 * Every store of a node, all in one database.
 *
 * <p>Owner: anyone, immutable. Allocates: at start.
 */
public record Stores(
    AccountStore accounts,
    RosterStore rosters,
    VCardStore vCards,
    PrivateStore privates,
    BlocklistStore blocklists,
    LastActivityStore lastActivities,
    ArchiveStore archive,
    ArchivePrefsStore archivePrefs,
    FastTokenStore fastTokens,
    OfflineStore offline) {

  /** The same with another way to the accounts. */
  public Stores with(final AccountStore newAccounts) {
    return new Stores(
        newAccounts,
        rosters,
        vCards,
        privates,
        blocklists,
        lastActivities,
        archive,
        archivePrefs,
        fastTokens,
        offline);
  }
}
