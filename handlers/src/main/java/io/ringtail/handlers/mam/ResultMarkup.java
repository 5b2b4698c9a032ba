// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.mam;

import io.ringtail.handlers.journal.ArchiveIds;
import io.ringtail.handlers.port.ArchiveStore.Archived;
import io.ringtail.parser.ByteWriter;

/**
 * One archived message as a {@code result} (XEP-0313 §4.2): forwarded, with the time it was
 * received at.
 *
 * <p>Owner: anyone, stateless. Allocates: per call.
 */
public final class ResultMarkup {
  private static final int TAG_END = "<message".length();

  private ResultMarkup() {}

  /** The element as in a file of its own (XEP-0227 §4.9). */
  public static void write(final ByteWriter out, final Archived message) {
    write(out, message, MamNames.MAM, null);
  }

  /**
   * The element as the answer to a query.
   *
   * @param queryId the client's name for the query, or null
   */
  static void write(
      final ByteWriter out, final Archived message, final String namespace, final String queryId) {
    final byte[] stanza = message.stanza();
    out.raw("<result").attribute("xmlns", namespace);
    if (queryId != null) {
      out.attribute("queryid", queryId);
    }
    out.attribute("id", ArchiveIds.toText(message.id()))
        .raw("><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='")
        .raw(Stamps.of(message.id()))
        .raw("'/>")
        .put(stanza, 0, TAG_END)
        .raw(" xmlns='jabber:client'")
        .put(stanza, TAG_END, stanza.length)
        .raw("</forwarded></result>");
  }
}
