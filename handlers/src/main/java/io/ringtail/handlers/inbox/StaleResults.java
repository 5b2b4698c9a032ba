// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaFilter;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaView;

/**
 * Drops results and news whose session ended before they got there: they come back to be routed
 * anew, but nobody else has asked. A client can not pass for the server here: what clients send is
 * from a full address.
 *
 * <p>Owner: Router. Allocates: never.
 */
final class StaleResults implements StanzaFilter {
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
        || !isOurs(stanza);
  }

  private static boolean isOurs(final StanzaView message) {
    return message.hasChild("result", Inbox.NAMESPACE)
        || message.hasChild("entry", StandardDialect.NAMESPACE)
        || message.hasChild("x", Inbox.CONVERSATION);
  }

  @Override
  public boolean sharesPresence(final AccountView owner, final JidView peer) {
    return true;
  }
}
