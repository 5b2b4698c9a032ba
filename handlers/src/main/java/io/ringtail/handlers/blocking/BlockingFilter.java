// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.blocking;

import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.handlers.spi.StanzaError.Type;
import io.ringtail.handlers.spi.StanzaFilter;
import io.ringtail.parser.Element;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaView;

/**
 * Keeps an account and the addresses it blocked apart (XEP-0191 §3.3). An account's own sessions
 * (XEP-0191 §5) and its server can not be blocked.
 *
 * <p>Owner: Router. Allocates: never on the common path.
 */
record BlockingFilter(AccountKey<Blocklist> key) implements StanzaFilter {
  private static final StanzaError BLOCKED =
      StanzaError.of(Condition.NOT_ACCEPTABLE)
          .withType(Type.CANCEL)
          .withApplication(new Element("blocked", "urn:xmpp:blocking:errors"));

  @Override
  public StanzaError outgoing(
      final AccountView owner, final JidView peer, final StanzaView stanza) {
    return sharesPresence(owner, peer) ? null : BLOCKED;
  }

  @Override
  public boolean incoming(final AccountView owner, final JidView peer, final StanzaView stanza) {
    return sharesPresence(owner, peer);
  }

  @Override
  public boolean sharesPresence(final AccountView owner, final JidView peer) {
    final Blocklist list = owner.state(key);
    return list == null
        || !list.matches(peer)
        || peer.sameBare(owner.jid())
        || !peer.hasLocal() && !peer.hasResource() && peer.sameBare(owner.host().jid());
  }
}
