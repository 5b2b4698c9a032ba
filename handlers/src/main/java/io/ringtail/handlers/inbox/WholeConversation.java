// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Elements;
import java.util.List;

/**
 * One conversation with its last message, in the result of the request itself.
 *
 * <p>Owner: ROUTE and INBOX, stateless. Allocates: per call.
 */
final class WholeConversation implements Listing.Dialect {
  @Override
  public boolean isOneResult() {
    return true;
  }

  @Override
  public void write(final ByteWriter out, final IqRequest iq, final ListedConversation entry) {
    throw new IllegalStateException("all of it is in the result");
  }

  @Override
  public Element end(
      final IqRequest iq, final List<ListedConversation> page, final Listing.Totals totals) {
    final ListedConversation entry = page.getFirst();
    final ByteWriter forwarded = new ByteWriter(1024);
    ForwardedMessage.write(forwarded, entry);
    final Element query =
        Conversations.named("query", entry.peer()).add(Elements.parse(forwarded.toByteArray(), 0));
    query.child("box").text(entry.box());
    query.child("archive").text(Boolean.toString(entry.box().equals(Boxes.ARCHIVE)));
    query.child("mute").text(ConversationState.mute(entry.mutedUntilMicros()));
    query.child("read").text(Boolean.toString(entry.unread() == 0));
    return query;
  }
}
