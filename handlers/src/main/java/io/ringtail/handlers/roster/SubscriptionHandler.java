// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.roster;

import io.ringtail.handlers.roster.Subscriptions.Action;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.PresenceHandler;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.Jid;

/**
 * Takes {@code subscribe}, {@code subscribed}, {@code unsubscribe} and {@code unsubscribed} on both
 * sides (RFC 6121 §3). Both addresses become bare (§3.1.2).
 *
 * <p>Owner: Router. Allocates: per stanza.
 */
final class SubscriptionHandler implements PresenceHandler {
  private final RosterParts parts;

  SubscriptionHandler(final RosterParts parts) {
    this.parts = parts;
  }

  @Override
  public void sent(final Packet packet, final SessionView sender, final Outbound out) {
    final AccountView account = sender.account();
    if (packet.to().sameBare(account.jid())) {
      return; // everybody sees their own resources anyway
    }
    final Jid contact = packet.to().toJid().bare();
    final Element stanza = Elements.parse(packet.stanza());
    if (stanza.attribute("xml:lang") == null && !sender.language().isEmpty()) {
      stanza.set("xml:lang", sender.language());
    }
    final Action action = Action.of(packet.stanza().type());
    parts
        .changes()
        .submit(account, new OutboundSubscription(sender, contact, action, stanza, parts), out);
  }

  @Override
  public void received(final Packet packet, final AccountView to, final Outbound out) {
    final Jid contact = packet.from().bare();
    if (contact.sameBare(to.jid())) {
      return;
    }
    final Element stanza =
        Elements.parse(packet.stanza())
            .set("from", contact.toString())
            .set("to", to.jid().toString());
    final Action action = Action.of(packet.stanza().type());
    parts.changes().submit(to, new InboundSubscription(to, contact, action, stanza, parts), out);
  }
}
