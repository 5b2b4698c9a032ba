// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.parser.Jid;

/**
 * One change of one contact, from whatever stanza asked for it: decided on committed state when its
 * turn comes, stored, then told.
 *
 * <p>Owner: Router. Allocates: per change.
 */
interface RosterChange {
  /** What a change wants done to the store. */
  sealed interface Decision {}

  /** Insert or replace the item. */
  record Put(RosterItem item) implements Decision {}

  /** Remove the item. */
  record Delete() implements Decision {}

  /** Nothing to write; {@link #done} follows at once. */
  record Keep() implements Decision {}

  /** The change is not possible; {@link #failed} follows at once. */
  record Refuse(StanzaError error) implements Decision {}

  /** Bare JID of the contact. */
  Jid contact();

  /** Called once, with everything earlier committed. */
  Decision decide(Roster roster);

  /** The decision is in the store and in memory; {@code null} stands for an absent item. */
  void done(RosterItem before, RosterItem after, Outbound out);

  /** Nothing was changed. */
  void failed(StanzaError error, Outbound out);
}
