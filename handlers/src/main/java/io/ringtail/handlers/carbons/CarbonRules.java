// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.carbons;

import io.ringtail.handlers.hints.Hints;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * Decides which messages an account's other devices get copies of (XEP-0280 §6.1). Errors are not
 * decided here: whether one answers a copied message is in {@link RecentMessages}.
 *
 * <p>Owner: anyone, stateless. Allocates: only for messages from chat rooms.
 */
final class CarbonRules {
  static final String NAMESPACE = "urn:xmpp:carbons:2";

  private static final String OLD_NAMESPACE = "urn:xmpp:carbons:1";
  private static final String RECEIPTS = "urn:xmpp:receipts";
  private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
  private static final String CHAT_MARKERS = "urn:xmpp:chat-markers:0";
  private static final String DIRECT_INVITATION = "jabber:x:conference";
  private static final String MUC_USER = "http://jabber.org/protocol/muc#user";

  private CarbonRules() {}

  static boolean isEligible(final StanzaView message, final boolean received) {
    final StanzaType type = message.type();
    if (type == StanzaType.GROUPCHAT || type == StanzaType.ERROR || isExcluded(message)) {
      return false;
    }
    final int room = message.findChild("x", MUC_USER);
    if (room != StanzaView.ABSENT) {
      if (isInvitation(message, room)) {
        return true;
      }
      if (received) {
        return false; // a room sends its private messages to all joined sessions itself
      }
    }
    return type == StanzaType.CHAT
        || type == StanzaType.NORMAL && hasBody(message)
        || isInstantMessaging(message);
  }

  private static boolean isExcluded(final StanzaView message) {
    return Hints.noCopy(message) || has(message, "private") || isCopy(message);
  }

  static boolean isCopy(final StanzaView message) {
    return has(message, "sent") || has(message, "received");
  }

  private static boolean has(final StanzaView message, final String name) {
    return message.hasChild(name, NAMESPACE) || message.hasChild(name, OLD_NAMESPACE);
  }

  private static boolean hasBody(final StanzaView message) {
    for (int i = 0; i < message.childCount(); i++) {
      if (message.childName(i).equals("body")
          && message.childNamespace(i).equals(message.namespace())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInstantMessaging(final StanzaView message) {
    for (int i = 0; i < message.childCount(); i++) {
      switch (message.childNamespace(i)) {
        case RECEIPTS, CHAT_STATES, CHAT_MARKERS, DIRECT_INVITATION -> {
          return true;
        }
        default -> {
          // says nothing about what the message is for
        }
      }
    }
    return false;
  }

  private static boolean isInvitation(final StanzaView message, final int child) {
    final Element room = Elements.parse(message, child);
    return room.first("invite", MUC_USER) != null;
  }
}
