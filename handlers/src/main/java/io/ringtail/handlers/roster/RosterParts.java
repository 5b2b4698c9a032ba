// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

/**
 * What the changes of a roster work with, on one host type.
 *
 * @param changes the way into the store
 * @param pushes the way to interested clients
 * @param requests pending requests on their way to available clients
 * @param effects presence that follows a changed subscription
 * @param limits how much a roster may hold
 *     <p>Owner: Router. Allocates: at start.
 */
record RosterParts(
    RosterChanges changes,
    RosterPushes pushes,
    PendingRequests requests,
    SubscriptionEffects effects,
    Limits limits) {

  /**
   * Bounds of one account.
   *
   * @param items contacts clients see
   * @param requests pending requests of others
   *     <p>Owner: anyone, immutable. Allocates: at start.
   */
  record Limits(long items, long requests) {}
}
