// SPDX-License-Identifier: Apache-2.0
package io.ringtail.persistence.sql;

import io.ringtail.handlers.journal.EntryType;
import io.ringtail.handlers.journal.MessageEntry;
import io.ringtail.handlers.journal.Views;
import io.ringtail.persistence.writer.Batch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message entry as a row of the archive; looks at the batch's bytes.
 *
 * <p>Owner: one sink's call. Allocates: per text or array asked for.
 */
final class ArchiveRow {
  static final String COLUMNS =
      "archive (id, sender, recipient, visible, sender_jid, recipient_jid, stanza)";
  private static final int ARCHIVED = Views.ARCHIVE_SENDER | Views.ARCHIVE_RECIPIENT;

  private final MessageEntry entry = new MessageEntry();

  /** Looks at an entry; false when it is none that goes into the archive. */
  boolean wrap(final Batch batch, final int index) {
    if (batch.type(index) != EntryType.MESSAGE) {
      return false;
    }
    entry.wrap(batch.buffer(), batch.start(index));
    if (entry.stanzaEnd() > batch.end(index)) {
      throw new IllegalArgumentException("the entry is shorter than it says");
    }
    return visible() != 0;
  }

  MessageEntry entry() {
    return entry;
  }

  /** The bits of {@link Views} are those of the column. */
  int visible() {
    return entry.views() & ARCHIVED;
  }

  int senderEnd() {
    return bareEnd(entry.fromStart(), entry.fromEnd());
  }

  int recipientEnd() {
    return bareEnd(entry.toStart(), entry.toEnd());
  }

  String senderJid() {
    return text(entry.fromStart(), senderEnd());
  }

  String recipientJid() {
    return text(entry.toStart(), recipientEnd());
  }

  byte[] stanza() {
    return Arrays.copyOfRange(entry.buffer(), entry.stanzaStart(), entry.stanzaEnd());
  }

  private String text(final int start, final int end) {
    return new String(entry.buffer(), start, end - start, StandardCharsets.UTF_8);
  }

  /** The first slash of an address begins its resource (RFC 7622 §3.2). */
  private int bareEnd(final int start, final int end) {
    int at = start;
    while (at < end && entry.buffer()[at] != '/') {
      at++;
    }
    return at;
  }
}
