// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.handlers.port.ArchiveStore.Page;
import io.ringtail.handlers.rsm.ResultSetRequest;
import io.ringtail.handlers.spi.IqRequest;
import io.ringtail.handlers.spi.Outbound;
import io.ringtail.handlers.spi.SessionView;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Element;
import java.util.List;

/**
 * The answer to a query, ready to be sent: one message per result and what the IQ result says
 * (XEP-0313 §4.2). Made on the thread that read the page, so that ROUTE only copies bytes.
 *
 * <p>A page ends early, and is not complete, where its results would be too many bytes.
 *
 * <p>Owner: a virtual thread, then the Router. Allocates: per query.
 */
final class ResultStanzas {
  /** Bytes of results on one page, beyond the one that exceeds them. */
  static final int MAX_PAGE_BYTES = 256 << 10;

  private final QueryRequest request;
  private final ByteWriter bytes = new ByteWriter(4096);
  private final int[] ends;
  private final Element fin;
  private int count;

  private ResultStanzas(final QueryRequest request, final Page page, final IqRequest iq) {
    this.request = request;
    final List<Archived> messages = withinBounds(page.messages());
    final boolean cut = messages.size() < page.messages().size();
    this.ends = new int[messages.size()];
    final List<Archived> ordered = request.flipped() ? messages.reversed() : messages;
    ordered.forEach(message -> write(message, iq));
    this.fin = fin(page, messages, page.complete() && !cut);
  }

  static ResultStanzas of(final QueryRequest request, final Page page, final IqRequest iq) {
    return new ResultStanzas(request, page, iq);
  }

  /** As many as fit, counted from the side that was asked for. */
  private List<Archived> withinBounds(final List<Archived> page) {
    final boolean fromEnd = request.query().fromEnd();
    final List<Archived> inOrder = fromEnd ? page.reversed() : page;
    long sum = 0;
    int fitting = 0;
    while (fitting < page.size() && sum < MAX_PAGE_BYTES) {
      sum += inOrder.get(fitting).stanza().length;
      fitting++;
    }
    return fromEnd ? page.subList(page.size() - fitting, page.size()) : page.subList(0, fitting);
  }

  private void write(final Archived message, final IqRequest iq) {
    bytes
        .raw("<message")
        .attribute("from", iq.account().jid().toString())
        .attribute("to", iq.from().toString())
        .attribute("id", iq.id() + '-' + id(message))
        .raw(">");
    ResultMarkup.write(bytes, message, request.namespace(), request.queryId());
    bytes.raw("</message>");
    ends[count++] = bytes.length();
  }

  private Element fin(final Page page, final List<Archived> messages, final boolean complete) {
    final Element result = new Element("fin", request.namespace()).set("stable", "true");
    if (complete) {
      result.set("complete", "true");
    }
    final Element set = result.child("set", ResultSetRequest.NAMESPACE);
    if (!messages.isEmpty()) {
      final Element first = set.child("first").text(id(messages.getFirst()));
      final long skipped = request.query().fromEnd() ? page.messages().size() - messages.size() : 0;
      if (page.index() >= 0) {
        first.set("index", String.valueOf(page.index() + skipped));
      }
      set.child("last").text(id(messages.getLast()));
    }
    if (page.count() >= 0) {
      set.child("count").text(String.valueOf(page.count()));
    }
    return result;
  }

  private static String id(final Archived message) {
    return ArchiveIds.toText(message.id());
  }

  /** Sends everything, the results first (XEP-0313 §4). */
  void send(final IqRequest iq, final Outbound out) {
    final SessionView session = iq.sender();
    if (session.isOpen()) {
      for (int i = 0; i < count; i++) {
        out.part(iq, bytes.array(), i == 0 ? 0 : ends[i - 1], ends[i]);
      }
    }
    out.result(iq, fin);
  }
}
