// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.last;

import io.ringtail.handlers.roster.RosterAccess;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaFilter;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaKind;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;
import java.util.function.Supplier;

/**
 * Keeps last-activity requests of strangers away from an account's sessions: whether one answers
 * would tell whether it is online (XEP-0012 §4).
 *
 * <p>Owner: Router. Allocates: per such request.
 */
record WatchersOnly(Supplier<RosterAccess> rosters) implements StanzaFilter {
  @Override
  public StanzaError outgoing(
      final AccountView owner, final JidView peer, final StanzaView stanza) {
    return null;
  }

  @Override
  public boolean incoming(final AccountView owner, final JidView peer, final StanzaView stanza) {
    return stanza.kind() != StanzaKind.IQ
        || stanza.type() != StanzaType.GET
        || !stanza.hasChild("query", LastActivity.NAMESPACE)
        || !isToSession(stanza)
        || RosterAccess.mayWatch(rosters.get(), owner, peer.toJid());
  }

  /** Bare addresses are the handler's: it answers with the error the specification asks for. */
  private static boolean isToSession(final StanzaView stanza) {
    final String to = stanza.text(stanza.to()); // unescaped: the slash may be written as an entity
    return to != null && to.indexOf('/') >= 0;
  }

  @Override
  public boolean sharesPresence(final AccountView owner, final JidView peer) {
    return true;
  }
}
