// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.router;

import io.ringtail.handlers.node.Outbox.OwnAddress;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.PresenceHandler;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.JidView;
import io.ringtail.parser.StanzaType;

/**
 * Presence by type: availability and subscriptions each go to the feature that takes them.
 *
 * <p>Owner: Router. Allocates: as the features do.
 */
final class PresenceRules {
  private final Outbound out;

  PresenceRules(final Outbound out) {
    this.out = out;
  }

  /** The sender's side: the feature decides what becomes of it. */
  void sent(final RoutedPacket packet) {
    final StanzaType type = packet.stanza().type();
    if (type == StanzaType.INVALID) {
      out.error(packet, StanzaError.of(Condition.BAD_REQUEST, "unknown presence type"));
      return;
    }
    if (type.isSubscription() && !packet.hasTo()) {
      out.error(packet, StanzaError.of(Condition.BAD_REQUEST, "a subscription needs an address"));
      return;
    }
    if (type == StanzaType.ERROR) {
      return; // RFC 6121 §8.5: never answered, nobody to tell
    }
    final CompiledHostType host = Core.type(packet.sender().account().host());
    final PresenceHandler handler = handler(type, host);
    if (handler != null) {
      handler.sent(packet, packet.sender(), out);
    }
  }

  /** The recipient's side, for a loaded account. */
  void toAccount(final RoutedPacket packet, final LocalAccount account) {
    final StanzaType type = packet.stanza().type();
    final JidView to = packet.to();
    if (to.hasResource() && !type.isSubscription() && type != StanzaType.PROBE) {
      // RFC 6121 §8.5.3.1: directed presence and presence errors go to that session only
      final LocalSession session = account.session(to.buffer(), to.resourceStart(), to.end());
      if (session != null) {
        out.fanOut(packet, false, OwnAddress.NONE).to(session);
      }
      return;
    }
    final PresenceHandler handler = handler(type, Core.type(account.host()));
    if (handler != null) {
      handler.received(packet, account, out);
    }
  }

  /** True when presence for an account that is not in memory has to wait for it to be loaded. */
  static boolean needsAccount(final RoutedPacket packet, final CompiledHostType type) {
    final StanzaType kind = packet.stanza().type();
    if (kind == StanzaType.PROBE) {
      // answered alike whether the account is in memory: else the answer would tell who is online
      return type.availability != null;
    }
    return kind.isSubscription() && type.subscriptions != null;
  }

  private static PresenceHandler handler(final StanzaType type, final CompiledHostType host) {
    return type.isSubscription() ? host.subscriptions : host.availability;
  }
}
