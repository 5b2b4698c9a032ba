// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.csi.Deferrable;
import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.spi.AcceptedHook;
import io.ringtail.handlers.spi.MessageHook;
import io.ringtail.handlers.spi.OfflineHook;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaType;

/**
 * Messages by the rules of RFC 6121 §8.5: who gets one, and what its sender hears when nobody does.
 *
 * <p>Owner: Router. Allocates: never on the way from session to session.
 */
final class MessageRules {
  private static final StanzaError NO_ROOM =
      StanzaError.of(Condition.RESOURCE_CONSTRAINT, "storage is nearly full; try again later")
          .withType(StanzaError.Type.WAIT);

  private final ChosenSessions chosen = new ChosenSessions();
  private final RouterOutbound out;
  private final Ledger ledger;

  MessageRules(final RouterOutbound out, final Ledger ledger) {
    this.out = out;
    this.ledger = ledger;
  }

  /** The sender's side; false when a hook has answered the message. */
  boolean sent(final RoutedPacket packet) {
    final LocalSession sender = packet.sender();
    for (final MessageHook hook : Core.type(sender.account().host()).sentHooks) {
      if (!hook.on(packet, sender, out)) {
        return false;
      }
    }
    return true;
  }

  /** The recipient's side, for a loaded account. */
  void toAccount(final RoutedPacket packet, final LocalAccount account) {
    chosen.clear();
    choose(packet, account);
    if (!accept(packet, account)) {
      return;
    }
    out.beginMessage(account, ledger.copiedId(), packet.receivedId() != 0);
    out.chatState(hasInactive(account) && Deferrable.isChatState(packet.stanza()));
    if (chosen.count() > 0) {
      deliver(packet, account);
      for (final RoutedHook hook : Core.type(account.host()).routedHooks) {
        hook.on(packet, account, chosen, out);
      }
    } else {
      unreachable(packet, account);
    }
    out.endMessage();
    ledger.close();
  }

  private static boolean hasInactive(final LocalAccount account) {
    for (int i = 0; i < account.sessionCount(); i++) {
      if (account.session(i).inactive() != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * Nobody here gets it: it is returned, and only its sender's archive and other sessions keep it.
   *
   * @param error what its sender hears; null for nothing
   */
  void toNobody(final RoutedPacket packet, final StanzaError error) {
    chosen.clear();
    if (accept(packet, null)) {
      if (error != null) {
        out.error(packet, error);
      }
      ledger.close();
    }
  }

  /** Gives the message its place in the archives; false when it can not be kept as it must be. */
  private boolean accept(final RoutedPacket packet, final LocalAccount recipient) {
    if (!ledger.open(packet, recipient, chosen)) {
      out.error(packet, NO_ROOM);
      return false;
    }
    final LocalAccount sender = ledger.sendingAccount();
    if (sender != null) {
      for (final AcceptedHook hook : Core.type(sender.host()).acceptedHooks) {
        hook.on(packet, sender, out);
      }
    }
    return true;
  }

  private void choose(final RoutedPacket packet, final LocalAccount account) {
    final JidView to = packet.to();
    final StanzaType type = packet.stanza().type();
    if (to.hasResource()) {
      final LocalSession exact = account.session(to.buffer(), to.resourceStart(), to.end());
      if (exact != null) {
        chosen.add(exact);
        return;
      }
      if (type != StanzaType.NORMAL && type != StanzaType.CHAT) {
        return; // RFC 6121 §8.5.3.2.1
      }
    }
    switch (type) {
      case NORMAL, CHAT -> chosen.addMostAvailable(account);
      case HEADLINE -> chosen.addNonNegative(account);
      default -> {
        // RFC 6121 §8.5.2.1.1: groupchat and error are never delivered to a bare JID
      }
    }
  }

  private void deliver(final RoutedPacket packet, final LocalAccount account) {
    final Outbound.FanOut copies =
        packet.receivedId() == 0
            ? out.fanOut(packet, false, OwnAddress.NONE)
            : out.archivedCopy(packet, packet.receivedId(), account.escapedJid());
    for (int i = 0; i < chosen.count(); i++) {
      copies.to(chosen.session(i));
    }
  }

  private void unreachable(final RoutedPacket packet, final LocalAccount account) {
    final StanzaType type = packet.stanza().type();
    if (type == StanzaType.NORMAL || type == StanzaType.CHAT) {
      for (final OfflineHook hook : Core.type(account.host()).offlineHooks) {
        if (hook.on(packet, account, out)) {
          return;
        }
      }
    }
    for (final RoutedHook hook : Core.type(account.host()).routedHooks) {
      hook.on(packet, account, chosen, out);
    }
    if (!ledger.isKeptForRecipient()) {
      bounce(packet);
    }
  }

  /** RFC 6121 §8.5.2.2: silence for headlines and errors, {@code service-unavailable} otherwise. */
  private void bounce(final RoutedPacket packet) {
    final StanzaError error = unavailable(packet);
    if (error != null) {
      out.error(packet, error);
    }
  }

  /** What a message that nobody gets is answered with; null for silence. */
  static StanzaError unavailable(final RoutedPacket packet) {
    return packet.stanza().type() == StanzaType.HEADLINE
        ? null
        : StanzaError.of(Condition.SERVICE_UNAVAILABLE);
  }

  /** True when a message for an account that is not in memory has to wait for it to be loaded. */
  static boolean needsAccount(final RoutedPacket packet, final CompiledHostType type) {
    final StanzaType kind = packet.stanza().type();
    return (type.offlineHooks.length > 0 || type.durabilityRules.length > 0)
        && (kind == StanzaType.NORMAL || kind == StanzaType.CHAT);
  }
}
