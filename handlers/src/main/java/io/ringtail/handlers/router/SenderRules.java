// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaView;

/**
 * The sender's side: what a session of this node may send, and in whose name.
 *
 * <p>Owner: Router. Allocates: never for a stanza that may leave.
 */
final class SenderRules {
  private final Core core;
  private final RouterOutbound out;
  private final MessageRules messages;
  private final IqRules iqs;
  private final PresenceRules presences;
  private final Filters filters;
  private final Delivery delivery;
  private final JidView claimedFrom = new JidView();

  SenderRules(
      final Core core,
      final RouterOutbound out,
      final MessageRules messages,
      final IqRules iqs,
      final PresenceRules presences,
      final Filters filters,
      final Delivery delivery) {
    this.core = core;
    this.out = out;
    this.messages = messages;
    this.iqs = iqs;
    this.presences = presences;
    this.filters = filters;
    this.delivery = delivery;
  }

  /** RFC 6120 §8.1.2.1: a client may name itself, and nobody else, as the sender. */
  boolean mayStamp(final StanzaView stanza, final LocalSession session) {
    if (!stanza.from().isPresent()) {
      return true;
    }
    final boolean valid =
        claimedFrom.wrap(stanza.buffer(), stanza.from().valueStart(), stanza.from().valueEnd());
    return valid
        && (claimedFrom.sameFull(session.jid()) || claimedFrom.sameFull(session.account().jid()));
  }

  /** The session's account is loaded. */
  void sent(final RoutedPacket packet, final LocalSession session) {
    switch (packet.stanza().kind()) {
      case MESSAGE -> message(packet, session);
      case IQ -> iq(packet, session);
      case PRESENCE -> presence(packet, session);
      case NONZA -> {
        // not a stanza, so not for anybody else
      }
    }
  }

  private void message(final RoutedPacket packet, final LocalSession session) {
    core.counters.messages.increment();
    session.account().host().traffic().message();
    address(packet, session);
    if (mayLeave(packet, session) && messages.sent(packet)) {
      delivery.deliver(packet);
    }
  }

  private void iq(final RoutedPacket packet, final LocalSession session) {
    core.counters.iqs.increment();
    session.account().host().traffic().iq();
    address(packet, session);
    if (iqs.isLegacySession(packet)) {
      iqs.answerLegacySession(packet);
      return;
    }
    if (iqs.isAcceptable(packet) && mayLeave(packet, session)) {
      delivery.deliver(packet);
    }
  }

  private void presence(final RoutedPacket packet, final LocalSession session) {
    core.counters.presences.increment();
    session.account().host().traffic().presence();
    if (!packet.hasTo() || mayLeave(packet, session)) {
      presences.sent(packet);
    }
  }

  /** RFC 6120 §8.1.1.1: without {@code to} a message or IQ is for the sender's own account. */
  private static void address(final RoutedPacket packet, final LocalSession session) {
    if (!packet.hasTo()) {
      packet.addressTo(session.account().jid());
    }
  }

  private boolean mayLeave(final RoutedPacket packet, final LocalSession session) {
    final StanzaError refusal = filters.outgoing(session.account(), packet);
    if (refusal != null) {
      out.error(packet, refusal);
    }
    return refusal == null;
  }
}
