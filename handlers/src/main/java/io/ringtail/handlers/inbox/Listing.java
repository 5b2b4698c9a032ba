// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers a query: takes the page's conversations as they are now, reads from the store the last
 * messages that are not in memory, and has them written in the dialect asked in.
 *
 * <p>Owner: INBOX takes the page; ROUTE sends it where the store had to be asked. Allocates: per
 * query.
 */
final class Listing {
  /** The words of one namespace. */
  interface Dialect {
    /** One stanza with one conversation. */
    void write(ByteWriter out, IqRequest iq, ListedConversation entry);

    /** What ends the list: the payload of the result. */
    Element end(IqRequest iq, List<ListedConversation> page, Totals totals);

    /** Whether all there is to say stands in the payload of the result. */
    default boolean isOneResult() {
      return false;
    }

    /** Whether last messages are listed at all. */
    default boolean listsMessages(final IqRequest iq) {
      return true;
    }
  }

  /** The whole inbox in numbers. */
  record Totals(int conversations, int unreadConversations, long unread) {}

  static final StanzaError NOT_NOW =
      StanzaError.of(Condition.INTERNAL_SERVER_ERROR, "storage is not available; try again")
          .withType(StanzaError.Type.WAIT);

  private static final List<ListedConversation> NONE = List.of();

  private final InboxStore store;

  Listing(final InboxStore store) {
    this.store = store;
  }

  /** In the INBOX stage, with the account's inbox. */
  void answer(
      final IqRequest iq,
      final List<Conversation> page,
      final AccountInbox inbox,
      final Dialect dialect,
      final InboxReplies replies) {
    final Totals totals = new Totals(inbox.size(), inbox.unreadConversations(), inbox.unread());
    final List<ListedConversation> entries = new ArrayList<>(page.size());
    final List<Jid> unread = new ArrayList<>();
    for (final Conversation conversation : page) {
      final ListedConversation entry = ListedConversation.of(conversation, replies.nowMicros());
      entries.add(entry);
      if (entry.message() == null) {
        unread.add(entry.peer());
      }
    }
    if (unread.isEmpty() || !dialect.listsMessages(iq)) {
      send(iq, entries, totals, dialect, replies);
      return;
    }
    final long account = inbox.number();
    replies.call(
        iq,
        () -> complete(entries, store.messages(account, unread)),
        (complete, failure, out) -> {
          if (failure != null) {
            out.error(iq, NOT_NOW);
          } else {
            send(iq, complete, totals, dialect, out);
          }
        });
  }

  private static List<ListedConversation> complete(
      final List<ListedConversation> entries, final Map<Jid, byte[]> messages) {
    return entries.stream()
        .map(entry -> entry.message() != null ? entry : entry.with(messages.get(entry.peer())))
        .toList();
  }

  private static void send(
      final IqRequest iq,
      final List<ListedConversation> page,
      final Totals totals,
      final Dialect dialect,
      final InboxReplies replies) {
    for (final ListedConversation entry : dialect.isOneResult() ? NONE : page) {
      final int start = replies.arena().length();
      dialect.write(replies.arena(), iq, entry);
      replies.send(iq.sender().handle(), start);
    }
    replies.result(iq, dialect.end(iq, page, totals));
  }

  private static void send(
      final IqRequest iq,
      final List<ListedConversation> page,
      final Totals totals,
      final Dialect dialect,
      final Outbound out) {
    if (!iq.sender().isOpen()) {
      return;
    }
    final ByteWriter stanza = new ByteWriter(1024);
    for (final ListedConversation entry : dialect.isOneResult() ? NONE : page) {
      stanza.reset();
      dialect.write(stanza, iq, entry);
      out.part(iq, stanza.array(), 0, stanza.length());
    }
    out.result(iq, dialect.end(iq, page, totals));
  }
}
