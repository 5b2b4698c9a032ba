// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import io.ringtail.handlers.spi.AcceptedHook;
import io.ringtail.handlers.spi.AccountKey;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.spi.SessionKey;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * Sends the copies: of what a session sent to the account's other sessions, of what arrived to
 * those that were not chosen to get it.
 *
 * <p>A message from one session of an account to another is both; its copies are made on arrival
 * only, so that nobody gets two.
 *
 * <p>Owner: Router. Allocates: never in steady state.
 */
final class Copier implements AcceptedHook, RoutedHook {
  private final SessionKey<Boolean> enabled;
  private final AccountKey<RecentMessages> recent;
  private final CarbonWriter writer = new CarbonWriter();

  Copier(final SessionKey<Boolean> enabled, final AccountKey<RecentMessages> recent) {
    this.enabled = enabled;
    this.recent = recent;
  }

  @Override
  public void on(final Packet packet, final AccountView account, final Outbound out) {
    if (account.sessionCount() > 1
        && packet.hasTo()
        && !packet.to().sameBare(account.jid())
        && isWanted(packet, account, packet.to().bareHash(), false)) {
      copy("sent", packet, account, null, out);
    }
  }

  @Override
  public void on(
      final Packet packet, final AccountView recipient, final Chosen chosen, final Outbound out) {
    if (recipient.sessionCount() > chosen.count()
        && isWanted(packet, recipient, packet.from().bareHash(), true)) {
      copy("received", packet, recipient, chosen, out);
    }
  }

  private boolean isWanted(
      final Packet packet, final AccountView account, final int peerHash, final boolean received) {
    final StanzaView message = packet.stanza();
    if (message.type() == StanzaType.ERROR) {
      return account.state(recent).isAnsweredBy(peerHash, message);
    }
    if (!CarbonRules.isEligible(message, received)) {
      return false;
    }
    account.state(recent).add(peerHash, message);
    return true;
  }

  private void copy(
      final String direction,
      final Packet packet,
      final AccountView account,
      final RoutedHook.Chosen chosen,
      final Outbound out) {
    boolean wrapped = false;
    for (int i = 0; i < account.sessionCount(); i++) {
      final SessionView session = account.session(i);
      if (session.state(enabled) == null
          || session == packet.sender()
          || chosen != null && chosen.contains(session)) {
        continue;
      }
      if (!wrapped) {
        writer.wrap(packet, chosen == null ? packet.sentId() : packet.receivedId(), session);
        wrapped = true;
      }
      writer.send(direction, packet.stanza().type(), session, out);
    }
  }
}
