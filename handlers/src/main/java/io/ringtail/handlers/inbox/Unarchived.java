// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.node.SessionHandle;
import io.ringtail.handlers.port.Blocking;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.nio.charset.StandardCharsets;

/**
 * Tells an account's sessions that a message has taken a conversation out of the archive. The
 * sessions are ROUTE's to know, so the news goes there first; where there is no place for it, it is
 * lost and the next query tells.
 *
 * <p>Owner: INBOX. Allocates: per conversation taken out.
 */
final class Unarchived {
  private final Blocking blocking;
  private final LiveInboxes inboxes;

  Unarchived(final Blocking blocking, final LiveInboxes inboxes) {
    this.blocking = blocking;
    this.inboxes = inboxes;
  }

  void tell(
      final AccountInbox inbox,
      final Conversation conversation,
      final MessageEntry message,
      final boolean own) {
    if (inboxes.isReplaying()) {
      return;
    }
    final int start = own ? message.fromStart() : message.toStart();
    final int end = own ? message.fromEnd() : message.toEnd();
    final int bareEnd = InboxChanges.bareEnd(message.buffer(), start, end);
    final Jid owner =
        Jid.parse(new String(message.buffer(), start, bareEnd - start, StandardCharsets.UTF_8));
    final Element news = ConversationState.news(conversation, inboxes.replies().nowMicros());
    blocking.submit(
        SessionHandle.NONE,
        () -> news,
        (element, failure, out) -> broadcast(owner, inbox.number(), element, out));
  }

  private static void broadcast(
      final Jid owner, final long number, final Element news, final Outbound out) {
    final AccountView account = out.node().account(owner);
    if (account == null || account.number() != number) {
      return;
    }
    final Element stanza =
        new Element("message", Ns.CLIENT)
            .set("from", owner.toString())
            .set("to", owner.toString())
            .add(news);
    for (int i = 0; i < account.sessionCount(); i++) {
      if (account.session(i).isAvailable()) {
        out.send(account.session(i), stanza);
      }
    }
  }
}
