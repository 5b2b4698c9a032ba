// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.offline;

import io.ringtail.handlers.offline.OfflineMessages.Waiting;
import io.ringtail.handlers.rsm.ResultSetRequest;
import io.ringtail.handlers.rsm.ResultSetRequest.Refused;
import io.ringtail.handlers.spi.StanzaError;
import io.ringtail.handlers.spi.StanzaError.Condition;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import io.ringtail.parser.Ns;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * One stanza's worth of headers (XEP-0013 §2.3), chosen while all of an account's messages go by:
 * of those it only keeps the ids.
 *
 * <p>The client pages as in XEP-0059; one that did not ask for pages is told of a first one when
 * not all headers fit. A node that is gone meanwhile still marks where it was.
 *
 * <p>Owner: a virtual thread while they go by, then the Router. Allocates: per request.
 */
final class HeaderPage {
  /** Headers in one stanza, beyond the first; all clients take stanzas of 64 KiB. */
  static final int MAX_BYTES = 48 << 10;

  private record Item(long id, Element element, int bytes) {}

  private final String self;
  private final boolean asked;
  private final boolean fromEnd;
  private final int max;
  private final long after;
  private final long before;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final LongStream.Builder seen = LongStream.builder();
  private long[] ids;
  private int bytes;
  private boolean full;

  private HeaderPage(
      final String self,
      final boolean asked,
      final boolean fromEnd,
      final int max,
      final long after,
      final long before) {
    this.self = self;
    this.asked = asked;
    this.fromEnd = fromEnd;
    this.max = max;
    this.after = after;
    this.before = before;
  }

  /** The page the request asks for, of the account with this JID. */
  static HeaderPage of(final Element query, final String self) throws Refused {
    final ResultSetRequest request = ResultSetRequest.of(query);
    return new HeaderPage(
        self,
        query.first("set", ResultSetRequest.NAMESPACE) != null,
        request.fromEnd(),
        request.max() < 0 ? Integer.MAX_VALUE : request.max(),
        request.isAfterItem() ? place(request.after()) : 0,
        request.isBeforeItem() ? place(request.before()) : Long.MAX_VALUE);
  }

  /** No headers: only which messages there are. */
  static HeaderPage empty() {
    return new HeaderPage("", false, false, 0, 0, Long.MAX_VALUE);
  }

  private static long place(final String node) throws Refused {
    final long id = NodeReader.id(node);
    if (id < 0) {
      throw new Refused(StanzaError.of(Condition.ITEM_NOT_FOUND)); // XEP-0059 §2.2
    }
    return id;
  }

  // ---- while they go by, oldest first ----

  void see(final long id, final String from) {
    seen.add(id);
    if (max == 0 || full || id <= after || id >= before) {
      return;
    }
    final Item item = item(id, from);
    if (!fromEnd && !hasRoom(bytes + item.bytes, items.size() + 1)) {
      full = true;
      return;
    }
    items.add(item);
    bytes += item.bytes;
    while (!hasRoom(bytes, items.size())) {
      bytes -= items.poll().bytes;
    }
  }

  private boolean hasRoom(final int wantedBytes, final int wantedItems) {
    return wantedItems <= 1 || wantedItems <= max && wantedBytes <= MAX_BYTES;
  }

  private Item item(final long id, final String from) {
    final Element element =
        new Element("item", Ns.DISCO_ITEMS)
            .set("jid", self)
            .set("node", NodeReader.node(id))
            .set("name", from);
    final ByteWriter markup = new ByteWriter(256);
    element.write(markup, Ns.DISCO_ITEMS);
    return new Item(id, element, markup.length());
  }

  // ---- afterwards ----

  /** All have gone by; those taken meanwhile are not there. */
  void complete(final Waiting waiting) {
    ids = seen.build().filter(id -> !waiting.isGone(id)).toArray();
    items.removeIf(item -> waiting.isGone(item.id));
  }

  int count() {
    return ids.length;
  }

  boolean contains(final long id) {
    return Arrays.binarySearch(ids, id) >= 0;
  }

  Element toElement() {
    final Element query =
        new Element("query", Ns.DISCO_ITEMS).set("node", FlexibleRetrieval.NAMESPACE);
    items.forEach(item -> query.add(item.element));
    if (ids.length > 0 && (asked || items.size() < ids.length)) {
      final Element set = query.child("set", ResultSetRequest.NAMESPACE);
      if (!items.isEmpty()) {
        final long first = items.getFirst().id;
        set.child("first")
            .set("index", Integer.toString(Arrays.binarySearch(ids, first)))
            .text(NodeReader.node(first));
        set.child("last").text(NodeReader.node(items.getLast().id));
      }
      set.child("count").text(Integer.toString(ids.length));
    }
    return query;
  }
}
