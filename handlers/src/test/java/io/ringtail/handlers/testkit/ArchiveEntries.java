// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.testkit;

import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.parser.ByteWriter;
import io.ringtail.parser.Jid;
import java.nio.charset.StandardCharsets;

/**
 * Journal entries of messages, for tests of what is behind the journal.
 *
 * <p>Owner: the test's thread. Allocates: per call.
 */
public final class ArchiveEntries {
  /** An address and its account number; 0 for somebody of elsewhere. */
  public record Party(long account, Jid jid) {}

  /** The two sides as the encoder asks for them. */
  private record Two(Party one, Party other) implements MessageEntry.Parties {
    @Override
    public long sender() {
      return one.account();
    }

    @Override
    public long recipient() {
      return other.account();
    }

    @Override
    public long stream() {
      return 0;
    }

    @Override
    public int inbound() {
      return 0;
    }

    @Override
    public byte[] from() {
      return one.jid().bytes();
    }
  }

  private ArchiveEntries() {}

  /** The entry of a chat message with this content. */
  public static byte[] message(
      final long id, final Party from, final Party to, final int views, final String content) {
    return message(id, from, to, views, "m" + id, content);
  }

  /** The same with an id of its own. */
  public static byte[] message(
      final long id,
      final Party from,
      final Party to,
      final int views,
      final String messageId,
      final String content) {
    final String stanza =
        "<message from='"
            + from.jid()
            + "' to='"
            + to.jid()
            + "' type='chat' id='"
            + messageId
            + "'>"
            + content
            + "</message>";
    final byte[] address = to.jid().bytes();
    final ByteWriter out = new ByteWriter(256);
    final MessageEntry.Encoder encoder = new MessageEntry.Encoder();
    encoder.begin(out, id, id >>> 18, new Two(from, to), address, 0, address.length);
    out.put(stanza.getBytes(StandardCharsets.UTF_8));
    encoder.endStanza();
    encoder.views(views);
    return out.toByteArray();
  }
}
