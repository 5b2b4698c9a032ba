// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.delay.Delay;
import io.ringtail.handlers.hints.Hints;
import io.ringtail.handlers.journal.Views;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.DurabilityRule;
import io.ringtail.handlers.spi.Packet;
import io.ringtail.handlers.spi.RoutedHook;
import io.ringtail.parser.Ns;
import io.ringtail.parser.StanzaType;
import io.ringtail.parser.StanzaView;

/**
 * Which messages are part of a conversation: those MongooseIM archives, without chat markers. What
 * was delivered late or forwarded is there already.
 *
 * <p>Owner: Router. Allocates: never.
 */
final class InboxRule implements DurabilityRule {
  private static final String RETRACTION = "urn:xmpp:message-retract:1";
  private static final String OLD_RETRACTION = "urn:xmpp:fasten:0";

  @Override
  public int sent(final Packet packet, final AccountView sender) {
    return isPartOfConversation(packet.stanza()) ? Views.INBOX_SENDER : Views.NONE;
  }

  @Override
  public int received(
      final Packet packet, final AccountView recipient, final RoutedHook.Chosen chosen) {
    return isPartOfConversation(packet.stanza()) ? Views.INBOX_RECIPIENT : Views.NONE;
  }

  static boolean isPartOfConversation(final StanzaView message) {
    final StanzaType type = message.type();
    return (type == StanzaType.CHAT || type == StanzaType.NORMAL)
        && says(message)
        && !Hints.noStore(message)
        && !Delay.isIn(message)
        && !isAboutAnother(message);
  }

  /** An empty body says something too: MUC Light's notifications have one. */
  private static boolean says(final StanzaView message) {
    return message.hasChild("body", message.namespace())
        || Hints.store(message)
        || message.hasChild("retract", RETRACTION)
        || message.hasChild("apply-to", OLD_RETRACTION);
  }

  /** A marker, a result, a copy or news of an inbox. */
  private static boolean isAboutAnother(final StanzaView message) {
    for (int child = 0; child < message.childCount(); child++) {
      switch (message.childNamespace(child)) {
        case Markers.NAMESPACE -> {
          if (!message.childName(child).equals("markable")) {
            return true;
          }
        }
        case Ns.FORWARD, Inbox.NAMESPACE, Inbox.CONVERSATION, StandardDialect.NAMESPACE -> {
          return true;
        }
        default -> {
          if (message.childName(child).equals("result")) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
