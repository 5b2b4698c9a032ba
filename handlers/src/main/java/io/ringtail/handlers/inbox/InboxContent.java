// SPDX-License-Identifier: Apache-2.0
package io.ringtail.handlers.inbox;

import io.ringtail.handlers.port.InboxStore;
import io.ringtail.handlers.port.StoreException;
import io.ringtail.parser.Jid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An account's inbox outside memory: its conversations, then journal entries to be applied to them.
 *
 * <pre>
 *   record:  kind │ length │ …
 *   ROW      since │ applied │ message │ muted until │ last hash │ unread │ flags
 *            │ lengths of peer, box, unread ids, last message │ these
 *   ENTRY    as it stands in the journal
 * </pre>
 *
 * @param rows oldest message first
 * @param since of each row the first entry that the store has not heard of; 0 for none
 * @param entries in order
 *     <p>Owner: anyone, as far as its bytes are nobody else's. Allocates: per call.
 */
record InboxContent(List<InboxStore.Row> rows, List<Long> since, List<byte[]> entries) {
  private static final byte ROW = 1;
  private static final byte ENTRY = 2;
  private static final byte REMOVED = 1;
  private static final byte WITH_MESSAGE = 2;
  private static final int HEAD_BYTES = 1 + Integer.BYTES;
  private static final int ROW_BYTES = 5 * Long.BYTES + Integer.BYTES + 1 + 4 * Integer.BYTES;
  private static final byte[] NOTHING = {};

  /** Rows that the store knows. */
  static InboxContent stored(final List<InboxStore.Row> rows) {
    return new InboxContent(rows, rows.stream().map(row -> 0L).toList(), List.of());
  }

  /** What this inbox holds that the store may not; an inbox that is not live has entries only. */
  static InboxContent of(final AccountInbox inbox) {
    final InboxContent content =
        new InboxContent(new ArrayList<>(), new ArrayList<>(), inbox.parked());
    inbox.forEach(
        conversation -> {
          if (!conversation.isThere()) {
            content.add(conversation);
          }
        });
    for (Conversation next = inbox.oldest(); next != null; next = next.newer) {
      content.add(next);
    }
    return content;
  }

  private void add(final Conversation conversation) {
    rows.add(conversation.toRow());
    since.add(conversation.notStoredSince());
  }

  /** False when the store has the rows. */
  boolean isWhole() {
    return !rows.isEmpty();
  }

  /** The same with these rows before its own. */
  InboxContent behind(final List<InboxStore.Row> stored) {
    return new InboxContent(stored, stored(stored).since(), entries);
  }

  // ---- writing ----

  byte[] encode() {
    final List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      records.add(record(rows.get(i), since.get(i)));
    }
    for (final byte[] entry : entries) {
      records.add(head(ENTRY, entry.length).put(entry).array());
    }
    final ByteBuffer all = ByteBuffer.allocate(records.stream().mapToInt(one -> one.length).sum());
    records.forEach(all::put);
    return all.array();
  }

  private static ByteBuffer head(final byte kind, final int length) {
    return ByteBuffer.allocate(HEAD_BYTES + length).put(kind).putInt(length);
  }

  private static byte[] record(final InboxStore.Row row, final long since) {
    final byte[] peer = row.peer().bytes();
    final byte[] box = row.box().getBytes(StandardCharsets.UTF_8);
    final byte[] message = row.message() == null ? NOTHING : row.message();
    final int idBytes = row.unreadIds().length * Long.BYTES;
    final int flags = (row.removed() ? REMOVED : 0) | (row.message() == null ? 0 : WITH_MESSAGE);
    final ByteBuffer out =
        head(ROW, ROW_BYTES + peer.length + box.length + idBytes + message.length)
            .putLong(since)
            .putLong(row.appliedId())
            .putLong(row.messageId())
            .putLong(row.mutedUntilMicros())
            .putLong(row.lastHash())
            .putInt(row.unread())
            .put((byte) flags)
            .putInt(peer.length)
            .putInt(box.length)
            .putInt(idBytes)
            .putInt(message.length)
            .put(peer)
            .put(box);
    for (final long id : row.unreadIds()) {
      out.putLong(id);
    }
    return out.put(message).array();
  }

  // ---- reading ----

  /**
   * @throws StoreException when the bytes are not what {@link #encode} wrote
   */
  static InboxContent decode(final long account, final byte[] content) {
    final InboxContent decoded =
        new InboxContent(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    final ByteBuffer in = ByteBuffer.wrap(content);
    try {
      while (in.hasRemaining()) {
        decoded.take(account, in.get(), in.getInt(), in);
      }
      return decoded;
    } catch (final RuntimeException damaged) {
      throw new StoreException(StoreException.Reason.REFUSED, "the checkpoint is damaged", damaged);
    }
  }

  private void take(final long account, final byte kind, final int length, final ByteBuffer in) {
    if (kind == ENTRY) {
      entries.add(bytes(in, length));
      return;
    }
    since.add(in.getLong());
    final long appliedId = in.getLong();
    final long messageId = in.getLong();
    final long mutedUntil = in.getLong();
    final long lastHash = in.getLong();
    final int unread = in.getInt();
    final int flags = in.get();
    final int[] lengths = {in.getInt(), in.getInt(), in.getInt(), in.getInt()};
    final Jid peer = Objects.requireNonNull(Jid.parse(text(in, lengths[0])));
    final String box = text(in, lengths[1]);
    final long[] unreadIds = new long[lengths[2] / Long.BYTES];
    for (int i = 0; i < unreadIds.length; i++) {
      unreadIds[i] = in.getLong();
    }
    final byte[] message = bytes(in, lengths[3]);
    rows.add(
        new InboxStore.Row(
            account,
            peer,
            appliedId,
            messageId,
            unread,
            box,
            mutedUntil,
            lastHash,
            (flags & REMOVED) != 0,
            unreadIds,
            (flags & WITH_MESSAGE) == 0 ? null : message));
  }

  private static String text(final ByteBuffer in, final int length) {
    return new String(bytes(in, length), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(final ByteBuffer in, final int length) {
    final byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
