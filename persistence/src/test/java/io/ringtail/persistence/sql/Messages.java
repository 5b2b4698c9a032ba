// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.parser.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Message entries as ROUTE writes them.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
final class Messages {
  static final int BOTH = Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT;

  private Messages() {}

  private record Accounts(long sender, long recipient, byte[] from)
      implements MessageEntry.Parties {
    @Override
    public long stream() {
      return 0;
    }

    @Override
    public int inbound() {
      return 0;
    }
  }

  /** From romeo with that account number to juliet, in both archives. */
  static byte[] message(final long id, final long sender) {
    return message(id, sender, 2, BOTH, "body " + id);
  }

  static byte[] message(
      final long id, final long sender, final long recipient, final int views, final String body) {
    final ByteWriter out = new ByteWriter(512);
    final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
    final byte[] to = utf8("juliet@localhost/balcony");
    encoder.begin(
        out,
        id,
        0,
        new Accounts(sender, recipient, utf8("romeo@localhost/orchard")),
        to,
        0,
        to.length);
    out.put(utf8("<message type='chat'><body>" + body + "</body></message>"));
    encoder.endStanza();
    encoder.views(views);
    return Arrays.copyOf(out.array(), out.length());
  }

  private static byte[] utf8(final String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
