// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import java.util.List;

/**
 * Results in {@code urn:xmpp:inbox:1} (XEP-0430): an entry, and the last message as the archive
 * would give it.
 *
 * <p>Owner: ROUTE and INBOX, stateless. Allocates: per call.
 */
final class StandardDialect implements Listing.Dialect {
  static final String NAMESPACE = "urn:xmpp:inbox:1";

  @Override
  public boolean listsMessages(final IqRequest iq) {
    final String messages = iq.payload().attribute("messages");
    return messages == null || messages.equals("true") || messages.equals("1");
  }

  @Override
  public void write(final ByteWriter out, final IqRequest iq, final ListedConversation entry) {
    final String id = ArchiveIds.toText(entry.messageId());
    out.raw("<message")
        .attribute("from", iq.from().bare().toString())
        .attribute("to", iq.from().toString())
        .raw("><entry xmlns='urn:xmpp:inbox:1' unread='")
        .decimal(entry.unread())
        .raw("'")
        .attribute("jid", entry.peer().toString())
        .attribute("id", id)
        .raw("/>");
    if (listsMessages(iq)) {
      out.raw("<result xmlns='urn:xmpp:mam:2'")
          .attribute("queryid", iq.id())
          .attribute("id", id)
          .raw(">");
      ForwardedMessage.write(out, entry);
      out.raw("</result>");
    }
    out.raw("</message>");
  }

  @Override
  public Element end(
      final IqRequest iq, final List<ListedConversation> page, final Listing.Totals totals) {
    return new Element("fin", NAMESPACE)
        .set("total", Integer.toString(totals.conversations()))
        .set("unread", Integer.toString(totals.unreadConversations()))
        .set("all-unread", Long.toString(totals.unread()))
        .add(PageEnds.of(page));
  }
}
