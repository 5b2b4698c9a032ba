// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaFilter;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaView;

/**
 * Drops a copy whose session ended before it got there: it comes back to be routed anew, but the
 * account's other sessions have the message already, and nobody may hear of it (XEP-0280 §10.3).
 *
 * <p>A client can not pass for the server here: what clients send is from a full address.
 *
 * <p>Owner: Router. Allocates: never.
 */
final class CopiesOnce implements StanzaFilter {
  @Override
  public StanzaError outgoing(
      final AccountView owner, final JidView peer, final StanzaView stanza) {
    return null;
  }

  @Override
  public boolean incoming(final AccountView owner, final JidView peer, final StanzaView stanza) {
    return peer.hasResource()
        || stanza.kind() != StanzaKind.MESSAGE
        || !peer.sameBare(owner.jid())
        || !CarbonRules.isCopy(stanza);
  }

  @Override
  public boolean sharesPresence(final AccountView owner, final JidView peer) {
    return true;
  }
}
