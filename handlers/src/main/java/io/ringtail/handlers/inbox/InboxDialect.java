// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import java.util.List;

/**
 * Results in {@code erlang-solutions.com:xmpp:inbox:0}: order and names of the children as
 * MongooseIM writes them.
 *
 * <p>Owner: ROUTE and INBOX, stateless. Allocates: per call.
 */
final class InboxDialect implements Listing.Dialect {
  @Override
  public void write(final ByteWriter out, final IqRequest iq, final ListedConversation entry) {
    out.raw("<message")
        .attribute("from", iq.from().bare().toString())
        .attribute("to", iq.from().toString())
        .attribute("id", iq.id() + '-' + ArchiveIds.toText(entry.messageId()))
        .raw("><result xmlns='")
        .raw(Inbox.NAMESPACE)
        .raw("' unread='")
        .decimal(entry.unread())
        .raw("'")
        .attribute("queryid", queryId(iq))
        .raw(">");
    ForwardedMessage.write(out, entry);
    out.raw("<read>")
        .raw(Boolean.toString(entry.unread() == 0))
        .raw("</read><box>")
        .escaped(entry.box())
        .raw("</box><archive>")
        .raw(Boolean.toString(entry.box().equals(Boxes.ARCHIVE)))
        .raw("</archive><mute>")
        .raw(ConversationState.mute(entry.mutedUntilMicros()))
        .raw("</mute></result></message>");
  }

  private static String queryId(final IqRequest iq) {
    final String asked = iq.payload().attribute("queryid");
    return asked == null ? iq.id() : asked;
  }

  @Override
  public Element end(
      final IqRequest iq, final List<ListedConversation> page, final Listing.Totals totals) {
    final long unread = page.stream().mapToLong(ListedConversation::unread).sum();
    final long active = page.stream().filter(entry -> entry.unread() > 0).count();
    final Element end = new Element("fin", Inbox.NAMESPACE);
    end.child("count").text(Integer.toString(page.size()));
    end.child("unread-messages").text(Long.toString(unread));
    end.child("active-conversations").text(Long.toString(active));
    if (iq.payload().first("set", QueryForm.RSM) != null) {
      end.add(PageEnds.of(page));
    }
    return end;
  }
}
