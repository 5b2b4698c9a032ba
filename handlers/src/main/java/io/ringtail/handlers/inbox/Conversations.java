// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.InboxEntry;
import io.ringtail.handlers.spi.AccountView;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Jid;
import io.ringtail.parser.Ns;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests about single conversations, and the one that empties the bin. ROUTE checks them and
 * writes the fact; INBOX, having applied it, answers.
 *
 * <p>Owner: Router; the answers are INBOX's. Allocates: per request.
 */
final class Conversations {
  private static final byte[] NO_BOX = {};
  private static final StanzaError NOT_FOUND = bad("Entry not found");

  private final List<String> boxes;
  private final Listing listing;

  Conversations(final List<String> boxes, final Listing listing) {
    this.boxes = boxes;
    this.listing = listing;
  }

  /** The properties of one conversation, or the form when none is named. */
  void get(final IqRequest iq, final Outbound out) {
    if (iq.payload().attribute("jid") == null) {
      out.result(iq, Forms.ofConversation(boxes));
      return;
    }
    final Jid peer = peer(iq, out);
    if (peer == null) {
      return;
    }
    final boolean complete = "true".equals(iq.payload().attribute("complete"));
    answer(
        iq,
        out,
        (inbox, replies) -> {
          final Conversation found = inbox.find(peer);
          if (found == null) {
            replies.error(iq, NOT_FOUND);
          } else if (complete) {
            listing.answer(iq, List.of(found), inbox, new WholeConversation(), replies);
          } else {
            replies.result(
                iq, ConversationState.addTo(named("query", peer), found, replies.nowMicros()));
          }
        });
  }

  /** Answered twice: news for every session of the account, then an empty result. */
  void set(final IqRequest iq, final Outbound out) {
    final Jid peer = peer(iq, out);
    if (peer == null) {
      return;
    }
    final PropertyRequest request = PropertyRequest.read(iq.payload(), boxes, out.nowMs() * 1000);
    if (request.wrong() != null) {
      out.error(iq, bad(request.wrong()));
      return;
    }
    if (!note(iq, EntryType.INBOX_CHANGE, request, peer, out)) {
      return;
    }
    final long[] sessions = available(iq.account());
    answer(
        iq,
        out,
        (inbox, replies) -> {
          final Conversation found = inbox.find(peer);
          if (found == null) {
            replies.error(iq, NOT_FOUND);
            return;
          }
          replies.send(sessions, news(iq, found, replies.nowMicros()));
          replies.result(iq, null);
        });
  }

  private static Element news(
      final IqRequest iq, final Conversation conversation, final long nowMicros) {
    final String owner = iq.from().bare().toString();
    return new Element("message", Ns.CLIENT)
        .set("from", owner)
        .set("to", owner)
        .set("id", iq.id())
        .add(ConversationState.news(conversation, nowMicros));
  }

  private static long[] available(final AccountView account) {
    final long[] handles = new long[account.sessionCount()];
    int count = 0;
    for (int i = 0; i < handles.length; i++) {
      if (account.session(i).isAvailable()) {
        handles[count++] = account.session(i).handle();
      }
    }
    return java.util.Arrays.copyOf(handles, count);
  }

  /** Deprecated in MongooseIM: reads a conversation, there or not, and tells nobody. */
  void reset(final IqRequest iq, final Outbound out) {
    final Jid peer = peer(iq, out);
    if (peer == null) {
      return;
    }
    final PropertyRequest read = new PropertyRequest(InboxEntry.READ, null, 0, null);
    if (note(iq, EntryType.INBOX_CHANGE, read, peer, out)) {
      answer(
          iq,
          out,
          (inbox, replies) -> replies.result(iq, new Element("reset", Inbox.CONVERSATION)));
    }
  }

  void emptyBin(final IqRequest iq, final Outbound out) {
    final PropertyRequest none = new PropertyRequest(0, null, 0, null);
    if (note(iq, EntryType.INBOX_EMPTY_BIN, none, iq.account().jid(), out)) {
      answer(
          iq,
          out,
          (inbox, replies) -> {
            final Element emptied = new Element("empty-bin", Inbox.NAMESPACE);
            emptied.child("num").text(Integer.toString(inbox.emptied()));
            replies.result(iq, emptied);
          });
    }
  }

  /** False when the journal takes no more; it has been answered then. */
  private static boolean note(
      final IqRequest iq,
      final EntryType type,
      final PropertyRequest request,
      final Jid peer,
      final Outbound out) {
    final ByteWriter fact = out.beginFact(type);
    if (fact == null) {
      out.error(iq, Markers.NO_ROOM);
      return false;
    }
    final byte[] box =
        request.box() == null ? NO_BOX : request.box().getBytes(StandardCharsets.UTF_8);
    InboxEntry.put(fact, iq.account().number(), request.mutedUntilMicros(), -1, request.changes());
    InboxEntry.putPeer(fact, peer.bytes(), 0, peer.bareLength());
    InboxEntry.putBox(fact, peer.bareLength(), box);
    out.endFact();
    return true;
  }

  /** What INBOX does with a request. */
  interface Answer {
    void on(AccountInbox inbox, InboxReplies replies);
  }

  /** Has INBOX answer with the account's inbox as of this slot. */
  static void answer(final IqRequest iq, final Outbound out, final Answer answer) {
    final long account = iq.account().number();
    out.inbox(
        inboxes ->
            inboxes.ask(
                account,
                inbox -> {
                  if (inbox == null) {
                    inboxes.replies().error(iq, Listing.NOT_NOW);
                  } else {
                    answer.on(inbox, inboxes.replies());
                  }
                }));
  }

  private static Jid peer(final IqRequest iq, final Outbound out) {
    final String text = iq.payload().attribute("jid");
    final Jid peer = text == null ? null : Jid.parse(text);
    if (peer == null) {
      out.error(iq, bad(text == null ? "jid-required" : "invalid-jid"));
      return null;
    }
    return peer.bare();
  }

  static Element named(final String name, final Jid peer) {
    return new Element(name, Inbox.CONVERSATION).set("jid", peer.toString());
  }

  static StanzaError bad(final String text) {
    return StanzaError.of(Condition.BAD_REQUEST, text);
  }
}
